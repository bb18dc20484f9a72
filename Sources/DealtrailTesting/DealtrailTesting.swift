// DealtrailTesting
