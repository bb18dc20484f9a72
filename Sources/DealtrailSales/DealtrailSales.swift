// DealtrailSales
