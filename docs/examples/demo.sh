#!/usr/bin/env bash
# The main job: a year of a distributor's sales, simulated through the engine's own commands, and the questions about it.
set -euo pipefail

tool=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DEALTRAIL_TRAIL=$work/demo.trail

say() { printf '\n== %s\n\n' "$*"; }

# The year is over on every machine's clock, so that what is recorded after it comes after it.
evening=2025-12-31T18:00:00+08:00

say "A key for the log; whoever has the verifier key can check what it signs"
"$tool" keys generate --name example.com/demo --out "$work/demo.key" | tee "$work/demo.vkey"

say "A year of sales, decided command by command, and signed at its end"
"$tool" simulate --origin example.com/demo --seed 1 --start 2025-01-01 --reps 12 --days 365 --key "$work/demo.key"

say "One customer, three representatives, three prices"
"$tool" spread --min 18 | tee "$work/spread"
account=$(sed -n 's/^\([^ ,]*\), [^ ]*: [0-9.]* %$/\1/p' "$work/spread" | head -n 1)

say "Who made those prices"
"$tool" price-history --account "${account:?the simulation has no spread}"

say "The funnel"
"$tool" funnel --as-of "$evening"

say "Whose health fell, and why"
"$tool" health --since 2025-08-01T00:00:00+08:00 --effective 2025-10-01T00:00:00+08:00 --least 20

say "Which A customers of one representative nobody has seen within 48 hours, what is known of them, and what to do next"
"$tool" alerts show --rule follow-up-tier-a --for rep:001 --as-of "$evening" --explain

say "What a stricter band of 2 percent would have changed, and for whom"
sed -e 's/^  tolerance: .*/  tolerance: 2/' -e 's/^version: .*/version: stricter-2/' \
    "$(dirname "$0")/../../Fixtures/policies/default.yaml" > "$work/stricter.yaml"
"$tool" what-if --policy "$work/stricter.yaml" --paths "$(dirname "$0")/../../Fixtures/paths"

say "What is due on the last evening, recorded, so that people are told; a second tick raises nothing twice"
"$tool" tick --author service:alerts --at "$evening"
"$tool" tick --author service:alerts --at "$evening"

say "The manager takes one of them on: nobody further up is told of it"
alert=$("$tool" alerts show --rule follow-up-tier-a --for rep:001 --as-of "$evening" --json \
    | sed 's/.*"form":"deadline","id":"\([0-9a-f]*\)".*/\1/')
"$tool" alerts acknowledge "${alert:?nothing is due}" --author manager:wu --note "calling today"
"$tool" log --kind alert.acknowledged

say "Is the log sound, and signed by that key?"
"$tool" verify --key "$work/demo.vkey"

say "Prove one price edit, and check the proof without the log"
position=$("$tool" log --kind quote.line-price-changed --limit 1 | sed -n 's/^ *\([0-9][0-9]*\)  .*/\1/p')
"$tool" prove --position "${position:?the simulation has no price edit}" --out "$work/edit.tlog-proof"
env -u DEALTRAIL_TRAIL "$(dirname "$tool")/dealtrail-check" "$work/edit.tlog-proof" --key "$work/demo.vkey"
