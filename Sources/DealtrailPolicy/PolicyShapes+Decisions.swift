import DealtrailModel
import DealtrailSales

extension PolicyShapes {
    /// A whole document, for the published schema.
    static let document = MapShape(
        what: "a policy",
        fields: [
            .required("version", .text, "The name that the policy gives itself; one that was published is not reused."),
            .defaulted("pipelines", .list(pipeline, atLeast: 0), "Stage paths."),
            .defaulted("stage-moves", stageMoves, "How opportunities go back and come again."),
            .defaulted("pricing", pricing, "What a price may be without asking."),
            .defaulted("approval", approval, "Who is asked otherwise."),
            .defaulted("health", health, "How customer health is computed."),
            .defaulted("tiering", tiering, "How customers are tiered."),
            .defaulted("signatures", signatures, "Which commands their authors must sign."),
            .defaulted("activation", activation, "Who may put a policy in force."),
            .defaulted("overrides", overrides, "Where a person may decide otherwise than a rule says."),
            .defaulted("erasure", erasure, "Who may destroy the keys of what is sealed."),
        ] + book.fields)

    private static let names = Shape.list(.name, atLeast: 0)

    private static let pipeline = Shape.map(
        "a pipeline",
        [
            .required("name", .name, "The pipeline."),
            .required("version", .integer(1...1_000_000), "Its version."),
            .required(
                "stages",
                .list(
                    .either(
                        .name,
                        .map(
                            "a stage",
                            [
                                .required("name", .name, "The stage."),
                                .defaulted("requires", names, "The evidence that entering it needs."),
                            ])), atLeast: 1), "The stages in order."),
        ])

    private static let goingBack = MapShape.Field.defaulted(
        "going-back", .words(StageMoveRules.Permission.self),
        "Entering a stage that lies before the current one: with a reason, freely, or not at all.")
    private static let enteringAgain = MapShape.Field.defaulted(
        "entering-again", .words(StageMoveRules.Permission.self),
        "Entering a stage again that lies further on: with a reason, freely, or not at all.")
    private static let movedEvidence = MapShape.Field.defaulted(
        "evidence", .words(StageMoveRules.Evidence.self),
        "Whether evidence counts once it is there, or has to be attached anew since the stage was left.")

    private static let stageMoves = Shape.map(
        "stage-moves",
        [
            goingBack, enteringAgain, movedEvidence,
            .defaulted(
                "pipelines",
                .byName(
                    NamedShape(
                        .map("a pipeline", [goingBack, enteringAgain, movedEvidence].map(\.mayBeLeftOut)),
                        nameKey: "pipeline", names: .any)),
                "Pipelines with rules of their own, by name; what they leave out is as for all."),
        ])

    private static let pricing = Shape.map(
        "pricing",
        [
            .defaulted(
                "tolerance", .decimal(0...100), "How far below its base a price may lie, in percent of it."),
            .defaulted(
                "base", .words(PriceBase.self),
                "From which price that is measured: a list price, the price last approved for the line, or the floor price."
            ),
            .defaulted("edge", .word(["at-least", "above"]), "Whether the tolerance itself needs an approval."),
            .defaulted(
                "compared-decimals", .either(.integer(0...6), .word(["exact"])),
                "To how many decimals the percentage is rounded before it is compared."),
            .defaulted(
                "products",
                .list(
                    .map(
                        "a product",
                        [
                            .required("product", .name, "The product."),
                            .required("tolerance", .decimal(0...100), "Its own tolerance, in percent."),
                        ]), atLeast: 0), "Products with a tolerance of their own."),
            .defaulted("maximum-lines", .integer(1...PricingRules.lineLimit), "How many lines a quote may have."),
            .defaulted("unlisted-needs-approval", .boolean, "Whether a line without a list price needs an approval."),
            .defaulted("decimals", .integer(0...18), "To how many decimals a discount rounds."),
        ])

    private static let approval = Shape.map(
        "approval",
        [
            .defaulted(
                "mandatory", .list(.words(ApprovalRules.Field.self), atLeast: 0),
                "The fields that a request must fill in."),
            .defaulted(
                "routes",
                .list(
                    .map(
                        "a route",
                        [
                            .defaulted("below", .money, "Strictly below this amount."),
                            .defaulted("up-to", .money, "At most this amount."),
                            .required("chain", .list(.name, atLeast: 1), "The roles that decide, one after another."),
                        ]), atLeast: 1), "The first that fits is taken; the last has no bound."),
        ])

    private static let score = Shape.decimal(0...100)

    private static func factor(_ what: String, _ more: [MapShape.Field] = []) -> Shape {
        .map(
            what,
            [
                .defaulted("weight", .integer(0...1_000), "Its share of 100."),
                .defaulted(
                    "curve", .list(.pair(.decimal(0...1_000_000_000_000), score), atLeast: 1),
                    "What is measured against what it is worth."),
                .defaulted("unknown", score, "What it is worth while nothing is known."),
            ] + more)
    }

    private static let healthFields: [MapShape.Field] = [
        .defaulted(
            "tier",
            .map(
                "tier",
                [
                    .defaulted("weight", .integer(0...1_000), "Its share of 100."),
                    .defaulted("scores", .byName(NamedShape(score, names: .any)), "What tiers are worth."),
                    .defaulted("unknown", score, "What no tier is worth."),
                ]), "The tier of the customer."),
        .defaulted("recency", factor("recency"), "Days since the last follow-up."),
        .defaulted(
            "revenue",
            factor(
                "revenue",
                [
                    .defaulted(
                        "currency",
                        .form("an ISO 4217 code: three capital letters", pattern: "^[A-Z]{3}$") {
                            Currency(rawValue: $0) != nil
                        }, "The currency."),
                    .defaulted("trailing-days", .integer(1...36_500), "Over how many days orders count."),
                ]), "Orders over the trailing days."),
        .defaulted("satisfaction", factor("satisfaction"), "The last score that the customer gave."),
    ]

    private static let health = Shape.map(
        "health",
        healthFields + [
            .defaulted(
                "factors",
                .map(
                    "factors",
                    healthFields
                        + HealthSignal.behaviours.map { name in
                            .defaulted(
                                name.rawValue,
                                factor(
                                    name.rawValue,
                                    [.required("trailing-days", .integer(1...36_500), "Over how many days it counts.")]),
                                "\(name.unit ?? "") over the trailing days (docs/health.md).")
                        }), "What counts, in place of the four; what is left out has no weight."),
            .defaulted("healthy-from", score, "At least this much is healthy."),
            .defaulted("intervention-below", score, "Strictly less needs somebody to step in."),
        ])

    private static let tiering = Shape.map(
        "tiering",
        [
            .defaulted(
                "thresholds",
                .list(
                    .map(
                        "a threshold",
                        [
                            .required("tier", .name, "The tier."),
                            .required("above", .money, "Orders lie strictly above this amount."),
                        ]), atLeast: 0), "The first that fits is taken."),
            .defaulted("otherwise", .name, "The tier of everybody else."),
            .defaulted("trailing-days", .integer(1...36_500), "Over how many days orders count."),
        ])

    private static let signatures = Shape.map(
        "signatures",
        [
            .defaulted("required-for", names, "The kinds of commands that need their author's signature."),
            .defaulted("registrars", names, "Who may look after the keys of others."),
        ])

    private static let activation = Shape.map(
        "activation",
        [
            .defaulted("approvers", names, "Who may approve a policy; empty for anybody."),
            .defaulted("four-eyes", .boolean, "Whether somebody other than the publisher has to activate it."),
        ])

    private static let erasure = Shape.map(
        "erasure",
        [
            .defaulted(
                "private-notes", names,
                "Who may destroy a key that sealed private notes: anybody, author, persons, roles; empty for nobody."),
            .defaulted(
                "personal-data", names,
                "Who may destroy any other key: anybody, persons, roles; empty for nobody."),
        ])

    private static let overriding = Shape.words(OverrideRules.Permission.self)

    private static let overrides = Shape.map(
        "overrides",
        [
            .defaulted("lead-grade", overriding, "Grading a lead otherwise than its score says."),
            .defaulted("account-tier", overriding, "Another tier for an account than its purchases lead to."),
            .defaulted("lead-routing", overriding, "Giving a lead to another than the one whom a routing rule chose."),
            .defaulted("judged-after-days", .integer(1...3_650), "After how many days it is known who was right."),
            .defaulted("lead-success", .words(OverrideRules.LeadSuccess.self), "What makes a lead a success."),
        ])
}
