import ArgumentParser

/// The tool: an option parser in front of the library, with one file for each command.
struct DealtrailTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dealtrail",
        abstract: "Shows and proves what happened in a sales organisation, and who changed a price.",
        discussion: """
            A trail is given by --trail PATH or by the environment variable DEALTRAIL_TRAIL. Times are RFC 3339 with an \
            offset, such as 2026-03-31T23:59:59+08:00. Shapes of --json and exit codes: docs/cli.md.
            """,
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Recording:",
                subcommands: [
                    InitCommand.self, AppendCommand.self, ImportCommand.self, DoCommand.self, NoteCommand.self,
                    TickCommand.self,
                ]),
            CommandGroup(
                name: "Reading:",
                subcommands: [
                    LogCommand.self, ShowCommand.self, PriceHistoryCommand.self, SpreadCommand.self, FunnelCommand.self,
                    DwellCommand.self, StallsCommand.self, ActionsCommand.self, OverridesCommand.self,
                    CliffsCommand.self,
                    HealthCommand.self, AlertsCommand.self, NotesCommand.self, StatCommand.self, WhatIfCommand.self,
                ]),
            CommandGroup(
                name: "Proving:",
                subcommands: [
                    KeysCommand.self, CheckpointCommand.self, CosignCommand.self, ProveCommand.self, CheckCommand.self,
                    ExportCommand.self,
                ]),
            CommandGroup(name: "Reacting:", subcommands: [ReactionsCommand.self, OutboxCommand.self]),
            CommandGroup(
                name: "Keeping:",
                subcommands: [
                    VerifyCommand.self, RebuildCommand.self, ViewsCommand.self, BackupCommand.self, RestoreCommand.self,
                    GrowCommand.self, EraseCommand.self, PolicyCommand.self, SimulateCommand.self,
                ]),
        ])
}
