using RbmTheory.Theory.Exact;

namespace RbmTheory.Theory.Tests.Exact;

public class DerivationsTests
{
    public static TheoryData<string> Names => [.. Derivations.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_step_of_every_derivation_holds(string name)
    {
        Derivation derivation = Derivations.Find(name);
        Assert.Equal(name, derivation.Name);
        Assert.NotEmpty(derivation.Steps);
        Assert.All(derivation.Steps, step => Assert.True(step.Holds, $"{name} {step.Equation}: {step.Statement}"));
        Assert.True(derivation.Holds);
    }
}
