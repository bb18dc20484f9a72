// DealtrailEngine
