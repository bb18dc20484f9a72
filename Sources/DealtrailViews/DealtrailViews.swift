// DealtrailViews
