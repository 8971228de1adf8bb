using System.Globalization;
using RbmTheory.Simulation.Data;

namespace RbmTheory.Simulation.Units;

/// <summary>The names of the unit types, as plans and command lines write them: <c>spin</c>, <c>binary</c>,
/// <c>gaussian</c>, <c>double-well</c>, and <c>potts:10</c> for 10 colours. A new type is one line here.</summary>
public static class UnitTypes
{
    private const string PottsPrefix = "potts:";

    private static readonly IUnit[] Plain =
    [
        SpinUnit.Instance,
        BinaryUnit.Instance,
        GaussianUnit.Instance,
        DoubleWellUnit.Instance,
    ];

    /// <summary>The unit of a name; <see cref="IUnit.Name"/> leads back.</summary>
    /// <param name="name">A name as above.</param>
    /// <exception cref="ArgumentException">No unit type is called that.</exception>
    public static IUnit Parse(string name) => Find(name) ?? throw Require.Error("unit", name, Names(Plain));

    /// <summary>The unit of a name, which data can show.</summary>
    /// <param name="name">A name as above, of a unit of finitely many values.</param>
    /// <exception cref="ArgumentException">No such unit type is called that.</exception>
    public static IVisibleUnit ParseVisible(string name)
        => Find(name) as IVisibleUnit ?? throw Require.Error("visible unit", name, Names(Plain.OfType<IVisibleUnit>()));

    private static IUnit? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return FindPotts(name) ?? Array.Find(Plain, unit => unit.Name == name);
    }

    private static PottsUnit? FindPotts(string name)
        => name.StartsWith(PottsPrefix, StringComparison.Ordinal)
            && int.TryParse(name[PottsPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int colours)
            && colours is >= 2 and <= PottsSet.MaximumColours
                ? new PottsUnit(colours)
                : null;

    private static string Names(IEnumerable<IUnit> units)
        => $"{string.Join(", ", units.Select(unit => unit.Name))} or {PottsPrefix}P with P in [2, {PottsSet.MaximumColours}]";
}
