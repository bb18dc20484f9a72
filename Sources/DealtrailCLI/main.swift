print("dealtrail")
