using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Units;

public class UnitTypesTests
{
    [Theory]
    [InlineData("Spin")]
    [InlineData("potts")]
    [InlineData("potts:")]
    [InlineData("potts:1")]
    [InlineData("potts:257")]
    [InlineData("potts:-3")]
    [InlineData("potts:3 ")]
    [InlineData("potts:99999999999")]
    [InlineData("")]
    public void Other_names_are_refused_with_those_that_exist(string name)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => UnitTypes.Parse(name));
        Assert.Equal(
            $"unit = {name}, but it should be spin, binary, gaussian, double-well or potts:P with P in [2, 256]",
            error.Message);
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("double-well")]
    [InlineData("other")]
    public void Data_show_only_units_of_finitely_many_values(string name)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => UnitTypes.ParseVisible(name));
        Assert.Equal(
            $"visible unit = {name}, but it should be spin, binary or potts:P with P in [2, 256]", error.Message);
    }
}
