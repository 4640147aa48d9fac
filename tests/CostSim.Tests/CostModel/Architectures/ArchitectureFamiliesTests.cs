using System.Reflection;
using CostSim.CostModel;
using CostSim.CostModel.Architectures;
using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

public sealed class ArchitectureFamiliesTests
{
    [Fact]
    public void Every_declared_family_is_in_the_catalogue_under_a_name_of_its_own()
    {
        var declared = typeof(ArchitectureFamily).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType == typeof(ArchitectureFamily))
            .Select(field => (ArchitectureFamily)field.GetValue(null)!);
        Assert.Equal(declared.OrderBy(family => family.Name), ArchitectureFamilies.All.OrderBy(family => family.Name));
        Assert.Equal(ArchitectureFamilies.All.Count, ArchitectureFamilies.All.DistinctBy(family => family.Name).Count());
        Assert.All(ArchitectureFamilies.All, family => Assert.Same(family, ArchitectureFamilies.Find(family.Name)));
        Assert.Null(ArchitectureFamilies.Find("perceptron"));
    }

    [Fact]
    public void Defaults_of_parameters_come_from_earlier_parameters_and_lie_in_their_ranges()
    {
        foreach (var family in ArchitectureFamilies.All)
        {
            for (int i = 0; i < family.Parameters.Count; i++)
            {
                var parameter = family.Parameters[i];
                Assert.True(parameter.DefaultFrom is null || family.Parameters.Take(i).Any(earlier => earlier.Name == parameter.DefaultFrom), $"{family.Name}: {parameter.Name}");
                Assert.True(parameter.Default is null || (parameter.Default >= parameter.Minimum && parameter.Default <= parameter.Maximum), $"{family.Name}: {parameter.Name}");
                Assert.Matches("^[a-z][a-z0-9_]*$", parameter.Name);
            }
            Assert.Equal(family.Parameters.Count, family.Parameters.DistinctBy(parameter => parameter.Name).Count());
        }
    }
}
