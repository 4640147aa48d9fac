using System.Reflection;
using Xunit;

namespace CostSim.Scenarios.Tests;

public class DiagnosticCodeTests
{
    [Fact]
    public void Every_declared_code_is_listed_once_and_in_order()
    {
        var declared = typeof(DiagnosticCode).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(DiagnosticCode)).Select(field => (DiagnosticCode)field.GetValue(null)!).ToList();
        Assert.Equal(declared, DiagnosticCode.All);
        Assert.Equal(declared.Select(code => code.Id).Order(StringComparer.Ordinal).Distinct(), declared.Select(code => code.Id));
        Assert.All(declared, code => Assert.Matches("^COST[1-6][0-9][0-9]$", code.Id));
    }

    [Fact]
    public void Cost103_means_not_a_number() => Assert.Equal("COST103", DiagnosticCode.NotANumber.Id);
}
