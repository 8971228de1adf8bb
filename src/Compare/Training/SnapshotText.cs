using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Training;

/// <summary>A schedule of snapshots as plans and command lines write it:
/// <c>dense:octave=6,every=20,until=600</c>, parts that are left out as here.</summary>
public static class SnapshotText
{
    /// <summary>What a text may be, for error messages.</summary>
    public const string Allowed = "dense, or dense:octave=Q,every=E,until=U";

    private const string Dense = "dense";

    private static readonly WholeRange OctaveRange = new(1, SnapshotSchedule.MostPerOctave);
    private static readonly WholeRange EveryRange = new(1, 1_000_000), UntilRange = new(0, 1_000_000);

    /// <summary>The one spelling of a schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    public static string Of(SnapshotSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return $"{Dense}:octave={schedule.PerOctave},every={schedule.Every},until={schedule.Until}";
    }

    /// <summary>Reads a text; null where it is no schedule.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">A part of it is none, or out of its range; one line says in what
    /// way.</exception>
    public static SnapshotSchedule? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] sides = text.Split(':', 2);
        if (sides[0] != Dense)
            return null;
        Dictionary<string, int> parts = new() { ["octave"] = 6, ["every"] = 20, ["until"] = 600 };
        HashSet<string> given = [];
        foreach (string part in sides.Length == 1 ? [] : sides[1].Split(','))
        {
            if (part.Split('=', 2) is not [var name, var value] || !parts.ContainsKey(name))
                throw new FormatException(
                    $"'{Shown(part)}', but it should be one of {string.Join(", ", parts.Keys)}, = and a number");
            WholeRange range = name == "octave" ? OctaveRange : name == "every" ? EveryRange : UntilRange;
            parts[name] = (int)(range.Read(value)
                ?? throw new FormatException($"{name} = {Shown(value)}, but it should be {range.Allowed}"));
            if (!given.Add(name))
                throw new FormatException($"{name} is given twice, but it should be given once");
        }

        return new(parts["octave"], parts["every"], parts["until"]);
    }

    private static string Shown(string text) => text.Length > 30 ? text[..30] + "…" : text;
}
