"""Runs the funnel of the standard definition in DuckDB, checks that its numbers are ours, and prints the seconds.

Usage: funnel.py FOLDER, with events.csv and report.json as `DealtrailBench funnel` writes them. Loading is not timed.
Exit code 3: DuckDB is not installed. 1: the numbers differ.
"""

import json
import sys
import time
from datetime import datetime, timezone
from decimal import ROUND_HALF_UP, Decimal

try:
    import duckdb
except ImportError:
    print("skipped: DuckDB is not installed; run 'python3 -m pip install duckdb'", file=sys.stderr)
    sys.exit(3)

DAY = 86_400_000_000_000

# Every visit with what ended it, and every end, in the order in which they happened.
STEPS = """
create temp table steps as
select opportunity, place, occurred, kind, row_number() over w as seq, lag(place) over w as before,
       lead(occurred) over w as left_at, lead(kind) over w is not null as is_over
from events where kind <> 'opportunity.created'
window w as (partition by opportunity order by occurred, position)
"""

CASES = """
create temp table cases as
select opportunity, bool_or(kind = 'opportunity.won') as won, bool_or(kind = 'opportunity.lost') as lost,
       min(occurred) filter (kind = 'opportunity.stage-entered') as first_entered,
       max(occurred) filter (kind in ('opportunity.won', 'opportunity.lost')) as closed_at,
       arg_max(place, (occurred, position)) filter (kind = 'opportunity.stage-entered') as last_place
from events group by opportunity
"""

STAGES = """
create temp table per_stage as
select s.opportunity, p.place as station, count(*) filter (s.place = p.place) as visits,
       min(s.seq) filter (s.place = p.place) as first_at, min(s.seq) filter (s.place < p.place) as below_first,
       max(s.seq) filter (s.place > p.place) as above_last, max(s.seq) filter (s.place = p.place + 1) as next_last,
       arg_max(s.left_at - s.occurred, s.seq) filter (s.place = p.place and s.is_over) as latest,
       sum(s.left_at - s.occurred) filter (s.place = p.place and s.is_over) as cumulative,
       max($now - s.occurred) filter (s.place = p.place and not s.is_over) as running
from steps s cross join path p where s.kind = 'opportunity.stage-entered' group by all
"""

FUNNEL = """
with judged as (
  select station, visits, visits > 0 as entered, won, lost, last_place, first_at, next_last, latest, cumulative,
         case when won or lost or running is null then null else greatest(0, running) end as running,
         visits = 0 and below_first is not null and (won or coalesce(above_last > below_first, false)) as skipped,
         won or coalesce(above_last > first_at, false) as went_on
  from per_stage join cases using (opportunity)
), progress as (
  select *, entered or skipped as reached, (entered and went_on) or skipped as later,
         case when station = $last and won then true when entered then coalesce(next_last > first_at, false)
              else next_last is not null end as next
  from judged
)
select station, count(*) filter (reached) as reached, count(*) filter (entered) as entered,
       count(*) filter (skipped) as skipped, coalesce(sum(visits), 0)::bigint as visits,
       count(*) filter (entered and not won and not lost and last_place = station) as in_stage,
       count(*) filter (entered and won and last_place = station) as won,
       count(*) filter (entered and lost and last_place = station) as lost,
       count(*) filter (reached and later and next) as to_next,
       count(*) filter (reached and later and not next) as jumped,
       count(*) filter (reached and later) as to_later,
       count(*) filter (reached and not later and lost) as failed,
       count(*) filter (reached and not later and not lost) as censored,
       count(latest), quantile_cont(latest, 0.5), quantile_disc(latest, 0.9),
       count(cumulative), quantile_cont(cumulative, 0.5), quantile_disc(cumulative, 0.9),
       count(running), quantile_cont(running, 0.5), quantile_disc(running, 0.9)
from progress group by station order by station
"""

VISITS = "select station, visits, count(*) from per_stage where visits > 0 group by all order by all"

MOVES = """
select coalesce(before, -1), case kind when 'opportunity.won' then $last + 1 when 'opportunity.lost' then $last + 2
                             else place end as target, count(*) from steps group by all order by all
"""

WHOLE = """
select count(*), count(*) filter (won), count(*) filter (lost), count(*) filter (not won and not lost),
       quantile_cont(closed_at - first_entered, 0.5) filter (won),
       quantile_disc(closed_at - first_entered, 0.9) filter (won) from cases
"""


def days(value):
    """Nanoseconds in days with one decimal, rounded half away from zero, as our reports have them."""
    if value is None:
        return None
    return str((Decimal(value) / DAY).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def nanoseconds(text):
    """An RFC 3339 time in UTC, as nanoseconds since 1970."""
    head, _, fraction = text.rstrip("Z").partition(".")
    seconds = datetime.fromisoformat(head).replace(tzinfo=timezone.utc).timestamp()
    return int(seconds) * 1_000_000_000 + int(fraction.ljust(9, "0") or 0)


def spread(stays):
    return (stays["count"], stays["median"], stays["p90"]) if stays else (0, None, None)


def ours(report):
    """Our numbers in the order of the queries."""
    total = report["total"]
    stages = []
    visits = []
    for place, stage in enumerate(total["stages"]):
        later, following, dwell = stage["toLater"], stage["toNext"], stage["dwell"]
        if stage["reached"] == 0 and stage["visits"] == 0:
            continue
        stages.append(
            (place, stage["reached"], stage["entered"], stage["skipped"], stage["visits"], stage["inStage"],
             stage["won"], stage["lost"], following["converted"], following["jumped"], later["converted"],
             later["failed"], later["censored"]) + spread(dwell.get("latest")) + spread(dwell.get("cumulative"))
            + spread(dwell.get("running")))
        visits += [(place, item["visits"], item["cases"]) for item in dwell["visits"]]
    names = report["stages"]
    targets = {name: place for place, name in enumerate(names)} | {"<won>": len(names), "<lost>": len(names) + 1}
    moves = [
        (names.index(move["from"]) if "from" in move else -1, targets[move["to"]], move["count"])
        for move in total["transitions"]]
    cycle = total.get("daysToWon")
    whole = (total["cases"], total["won"], total["lost"], total["open"]) + (spread(cycle)[1:])
    return stages, visits, sorted(moves), whole


def main(folder):
    with open(f"{folder}/report.json", encoding="utf-8") as file:
        report = json.load(file)
    connection = duckdb.connect()
    connection.execute("pragma threads=1")
    names = report["stages"]
    connection.execute("create temp table path (stage varchar, place integer)")
    connection.executemany("insert into path values (?, ?)", [(name, place) for place, name in enumerate(names)])
    connection.execute(
        "create temp table events as select e.position, e.opportunity, e.kind, e.occurred, p.place "
        f"from read_csv('{folder}/events.csv', header=true) e left join path p using (stage)")
    last = len(names) - 1

    start = time.perf_counter()
    connection.execute(STEPS)
    connection.execute(CASES)
    connection.execute(STAGES, {"now": nanoseconds(report["asOf"]["time"])})
    stages = connection.execute(FUNNEL, {"last": last}).fetchall()
    visits = connection.execute(VISITS).fetchall()
    moves = connection.execute(MOVES, {"last": last}).fetchall()
    whole = connection.execute(WHOLE).fetchone()
    elapsed = time.perf_counter() - start

    stages = [
        row[:13] + tuple(value if index % 3 == 0 else days(value) for index, value in enumerate(row[13:]))
        for row in stages if row[1] > 0 or row[4] > 0]
    whole = whole[:4] + (days(whole[4]), days(whole[5]))
    expected = ours(report)
    for name, found, wanted in zip(("stages", "visits", "moves", "whole"), (stages, visits, sorted(moves), whole),
                                   expected):
        if found != wanted:
            print(f"{name} differ:\n DuckDB {found}\n ours   {wanted}", file=sys.stderr)
            return 1
    print(f"{elapsed:.6f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
