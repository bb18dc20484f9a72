// DealtrailSimulator
