// DealtrailPolicy
