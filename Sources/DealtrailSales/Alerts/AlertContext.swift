public import DealtrailModel

/// What was known of the customer when an alert was raised (`docs/features.md` row 114); it never changes afterwards.
public struct AlertContext: Codable, Hashable, Sendable {
    /// An order.
    public struct Order: Codable, Hashable, Sendable {
        /// Its event.
        public let event: EventID
        /// When it was placed; `nil` when nobody recorded it.
        public let placedAt: Timestamp?
        /// What it is worth.
        public let amount: Money

        /// States an order.
        public init(event: EventID, placedAt: Timestamp?, amount: Money) {
            self.event = event
            self.placedAt = placedAt
            self.amount = amount
        }

        package enum CodingKeys: Int, CodingKey {
            case event = 1
            case placedAt = 2
            case amount = 3
        }
    }

    /// A complaint.
    public struct Complaint: Codable, Hashable, Sendable {
        /// Its event.
        public let event: EventID
        /// When it came.
        public let at: Timestamp
        /// What it is about.
        public let topic: ComplaintTopic
        /// The product, when it is about one.
        public let product: ProductID?

        /// States a complaint.
        public init(event: EventID, at: Timestamp, topic: ComplaintTopic, product: ProductID?) {
            self.event = event
            self.at = at
            self.topic = topic
            self.product = product
        }

        package enum CodingKeys: Int, CodingKey {
            case event = 1
            case at = 2
            case topic = 3
            case product = 4
        }
    }

    /// What a customer said of his satisfaction.
    public struct Satisfaction: Codable, Hashable, Sendable {
        /// Its event.
        public let event: EventID
        /// When he said it.
        public let at: Timestamp
        /// The score, 0 to 100.
        public let score: Int

        /// States a score.
        public init(event: EventID, at: Timestamp, score: Int) {
            self.event = event
            self.at = at
            self.score = score
        }

        package enum CodingKeys: Int, CodingKey {
            case event = 1
            case at = 2
            case score = 3
        }
    }

    /// A visit.
    public struct Visit: Codable, Hashable, Sendable {
        /// Its event.
        public let event: EventID
        /// When it was.
        public let at: Timestamp

        /// States a visit.
        public init(event: EventID, at: Timestamp) {
            self.event = event
            self.at = at
        }

        package enum CodingKeys: Int, CodingKey {
            case event = 1
            case at = 2
        }
    }

    /// The last orders, the last one first; as many as the policy says.
    public var orders: [Order]
    /// The last complaint.
    public var complaint: Complaint?
    /// What the customer said last, where it is as low as the policy says.
    public var satisfaction: Satisfaction?
    /// The last visit.
    public var visit: Visit?
    /// The opportunities that are neither won nor lost, by name.
    public var opportunities: [OpportunityID]

    /// States a context.
    public init(
        orders: [Order] = [], complaint: Complaint? = nil, satisfaction: Satisfaction? = nil, visit: Visit? = nil,
        opportunities: [OpportunityID] = []
    ) {
        self.orders = orders
        self.complaint = complaint
        self.satisfaction = satisfaction
        self.visit = visit
        self.opportunities = opportunities
    }

    package enum CodingKeys: Int, CodingKey {
        case orders = 1
        case complaint = 2
        case satisfaction = 3
        case visit = 4
        case opportunities = 5
    }
}
