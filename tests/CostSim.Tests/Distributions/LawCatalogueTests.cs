using System.Reflection;
using CostSim.Distributions;
using Xunit;

namespace CostSim.Tests.Distributions;

public sealed class LawCatalogueTests
{
    [Fact]
    public void Every_law_in_the_assembly_is_in_the_catalogue_once()
    {
        Law[] declared =
        [
            .. typeof(Distribution).Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(Distribution)))
                .Select(type => type.GetField("Law", BindingFlags.Public | BindingFlags.Static))
                .OfType<FieldInfo>()
                .Select(field => (Law)field.GetValue(null)!),
        ];
        Assert.NotEmpty(declared);
        Assert.Equal(declared.Select(law => law.Name).Order(), LawCatalogue.All.Select(law => law.Name).Order());
    }

    [Fact]
    public void Every_continuous_law_is_tested_in_every_parameterisation_and_truncated()
    {
        foreach (var law in LawCatalogue.All.Where(law => law.IsContinuous))
        {
            LawMember[] members = [.. LawMember.All.Where(member => member.Law == law.Name)];
            Assert.True(
                members.Any(member => member.Arguments.ContainsKey("at_least") || member.Arguments.ContainsKey("at_most")),
                $"no {nameof(LawMember)} of {law.Name} is truncated");
            foreach (var form in law.Parameterisations)
            {
                bool isTested = members.Any(member =>
                    form.Parameters.All(parameter => parameter.Default is not null || member.Arguments.ContainsKey(parameter.Name))
                    && member.Arguments.Keys.Count(QuantilePoint.IsName) >= (form.Quantiles?.Fewest ?? 0)
                    && (form.Quantiles is null || member.Arguments.Keys.Count(QuantilePoint.IsName) <= form.Quantiles.Most));
                Assert.True(isTested, $"no {nameof(LawMember)} of {law.Name} is stated by {form.Form}");
            }
        }
    }

    [Fact]
    public void Laws_are_found_by_name()
    {
        Assert.Same(Gamma.Law, LawCatalogue.Find("gamma"));
        Assert.Null(LawCatalogue.Find("gama"));
    }
}
