using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Likelihoods;

/// <summary>Every pair of unit types, with and without fields, as small random machines.</summary>
internal static class Pairs
{
    public static TheoryData<string, string, bool> All()
    {
        var pairs = new TheoryData<string, string, bool>();
        foreach (string visible in (string[])["spin", "binary", "potts:5"])
        {
            foreach (string hidden in (string[])["spin", "binary", "gaussian", "double-well"])
            {
                pairs.Add(visible, hidden, true);
                pairs.Add(visible, hidden, false);
            }
        }

        return pairs;
    }

    /// <summary>N = 5 units of two values or 3 of five colours; M = 3 discrete hidden units or 2 real ones. Weights of
    /// deviation 0.5, fields and θ in [−1, 1], different for each unit.</summary>
    public static Rbm Machine(string visible, string hidden, bool fields, ulong seed = 7)
    {
        IVisibleUnit visibleUnit = UnitTypes.ParseVisible(visible);
        IUnit hiddenUnit = UnitTypes.Parse(hidden);
        var machine = new Rbm(
            new(visibleUnit, visibleUnit.Components == 1 ? 5 : 3, fields),
            new(hiddenUnit, hiddenUnit.Values == null ? 2 : 3, fields));
        machine.Randomize(0.5, seed);
        Fill(machine.Parameters.VisibleFields, 1);
        Fill(machine.Parameters.HiddenFields, 2);
        Fill(machine.Parameters.HiddenParameters, 3);
        return machine;
    }

    /// <summary>Whatever the machine, some of its states, one of them twice.</summary>
    public static int[] SomeStates(JointLaw law)
        => [.. new[] { 1, 2, 2, 7, 13, 19, 30 }.Select(state => state % law.VisibleStates)];

    private static void Fill(float[] values, int phase)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)Math.Sin(2 * i + phase);
    }
}
