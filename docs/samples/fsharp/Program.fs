open System
open CostSim.CostModel
open CostSim.Scenarios
open CostSim.Simulation

/// Reads a scenario folder, puts some of its rows aside, and prints what a day costs; or every mistake with its place.
[<EntryPoint>]
let main arguments =
    let folder, changes =
        match List.ofArray arguments with
        | [] -> "inputs/reference", []
        | first :: others -> first, others
    let reading = ScenarioReader.Read(folder, changes)
    match reading.Scenario with
    | null ->
        eprintfn "%s" (DiagnosticRenderer.Render reading.Diagnostics)
        3
    | scenario ->
        let plan = SimulationPlan(1_000_000L, 1UL, [| OutputCatalogue.DailyCost |])
        let result = Simulator(scenario).Run(plan, 2)
        let cost = result.Outputs |> Seq.find (fun output -> output.Workload = Scenario.Total)
        printfn "%s" (FormattableString.Invariant $"USD/day: P50 {cost.Sample.Quantile(0.5).Value:F2}, P95 {cost.Sample.Quantile(0.95).Value:F2}")
        0
