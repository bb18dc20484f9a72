// A service that embeds us writes one import. What the face speaks in (commands, authors, amounts, answers) is defined
// in the modules below it, so it is passed on here; docs/decisions/0003-one-import.md says why.
@_exported public import DealtrailEngine
@_exported public import DealtrailLog
@_exported public import DealtrailModel
@_exported public import DealtrailProof
@_exported public import DealtrailSales
@_exported public import DealtrailViews
