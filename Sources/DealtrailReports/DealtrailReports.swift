// DealtrailReports
