import ArgumentParser
import DealtrailAudit

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Checks a proof file offline, with a verifier key alone; needs no trail.",
        discussion: "The same as the small tool `dealtrail-check`.")

    @OptionGroup var options: CheckOptions

    func run() throws {
        try Output.write(options.run())
    }
}
