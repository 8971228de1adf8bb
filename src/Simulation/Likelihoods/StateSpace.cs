using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>Which side of a machine can be summed state by state, and which is better.</summary>
internal static class StateSpace
{
    /// <summary>Number of states, or null where there are more than
    /// <see cref="ExactLikelihood.MaximumStates"/>.</summary>
    public static int? Count(Rbm machine, EnumeratedSide side)
    {
        IUnit unit = side == EnumeratedSide.Hidden ? machine.HiddenLayer.Unit : machine.VisibleLayer.Unit;
        int units = side == EnumeratedSide.Hidden ? machine.Hidden : machine.Sites;
        if (unit.Values == null || unit.Parameters != 0)
            return null;
        long states = 1;
        for (int u = 0; u < units; u++)
        {
            states *= unit.Values.Count;
            if (states > ExactLikelihood.MaximumStates)
                return null;
        }

        return (int)states;
    }

    /// <summary>The side with fewer states, or null where both have too many.</summary>
    public static EnumeratedSide? Smaller(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        int hidden = Count(machine, EnumeratedSide.Hidden) ?? int.MaxValue;
        int visible = Count(machine, EnumeratedSide.Visible) ?? int.MaxValue;
        if (Math.Min(hidden, visible) == int.MaxValue)
            return null;
        return hidden <= visible ? EnumeratedSide.Hidden : EnumeratedSide.Visible;
    }

    /// <summary>The side with fewer states.</summary>
    /// <exception cref="ArgumentException">Both have too many.</exception>
    public static EnumeratedSide RequireSmaller(Rbm machine)
        => Smaller(machine) ?? throw Require.Error(
            "machine", $"{machine.Sites} {machine.VisibleLayer.Unit.Name} x {machine.Hidden} "
            + machine.HiddenLayer.Unit.Name, $"one with at most {ExactLikelihood.MaximumStates} states on a side");

    /// <summary>Refuses a side with too many states.</summary>
    /// <exception cref="ArgumentException">It has.</exception>
    public static void RequireFew(Rbm machine, EnumeratedSide side)
    {
        ArgumentNullException.ThrowIfNull(machine);
        if (!Enum.IsDefined(side))
            throw Require.Error(nameof(side), side, "Hidden or Visible");
        if (Count(machine, side) == null)
            throw Require.Error(nameof(side), side, $"one with at most {ExactLikelihood.MaximumStates} states");
    }

    /// <summary>Whether all states come in pairs (v, h), (−v, −h) of equal energy: spins without fields.</summary>
    public static bool IsMirrored(Rbm machine)
        => machine.VisibleLayer is { Unit: SpinUnit, HasFields: false }
            && machine.HiddenLayer is { Unit: SpinUnit, HasFields: false };
}
