// DealtrailImport
