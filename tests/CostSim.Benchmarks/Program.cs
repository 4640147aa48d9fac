using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/CostSim.Benchmarks -- --job short --filter '*Philox*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
