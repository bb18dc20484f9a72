// DealtrailLog
