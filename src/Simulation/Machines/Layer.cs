using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Machines;

/// <summary>One side of a machine: so many units of one kind, with or without learned fields.</summary>
/// <typeparam name="TUnit"><see cref="IVisibleUnit"/> for the visible side, <see cref="IUnit"/> for the hidden
/// one.</typeparam>
public sealed record Layer<TUnit>
    where TUnit : IUnit
{
    /// <summary>A layer.</summary>
    /// <param name="unit">The kind of its units.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="fields">Whether the units have fields g, −g·x in the energy, which are learned; without them all g
    /// are 0.</param>
    /// <exception cref="ArgumentException">There is no unit.</exception>
    public Layer(TUnit unit, int count, bool fields = false)
    {
        ArgumentNullException.ThrowIfNull(unit);
        Unit = unit;
        Count = Require.AtLeast(count, 1);
        Require.InRange(count, 1, Array.MaxLength / unit.Components);
        HasFields = fields;
    }

    /// <summary>The kind of its units.</summary>
    public TUnit Unit { get; }

    /// <summary>Number of units.</summary>
    public int Count { get; }

    /// <summary>Whether the units have learned fields.</summary>
    public bool HasFields { get; }

    /// <summary>Numbers in the values of all units, count × components.</summary>
    public int Width => Count * Unit.Components;
}
