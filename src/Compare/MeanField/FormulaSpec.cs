using System.Globalization;
using RbmTheory.Compare.Training;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Compare.MeanField;

/// <summary>A machine that a line of text names, <c>formula:bias:N=8,M=6,s=0.3</c> or <c>formula:gen:…</c>, see
/// <see cref="FormulaMachines"/>; parts that are left out have these values.</summary>
/// <param name="IsBiased">bias, or gen.</param>
/// <param name="Visible">N.</param>
/// <param name="Hidden">M.</param>
/// <param name="Scale">s.</param>
/// <param name="Unit">binary or spin, both layers.</param>
internal sealed record FormulaSpec(bool IsBiased, int Visible, int Hidden, double Scale, TwoStateUnit Unit)
{
    private const string Form = "formula:bias:N=8,M=6,s=0.3 or formula:gen:…, with units=binary or units=spin";

    private static readonly WholeRange SizeRange = new(1, 2000);

    private static readonly RealRange ScaleRange = new(-100, 100);

    /// <summary>What may stand behind a name and =, and the machine that has it; null where it is not
    /// allowed.</summary>
    private static readonly Dictionary<string, (string Allowed, Func<FormulaSpec, string, FormulaSpec?> With)> Parts
        = new()
        {
            ["N"] = (SizeRange.Allowed,
                (spec, text) => SizeRange.Read(text) is ulong n ? spec with { Visible = (int)n } : null),
            ["M"] = (SizeRange.Allowed,
                (spec, text) => SizeRange.Read(text) is ulong m ? spec with { Hidden = (int)m } : null),
            ["s"] = (ScaleRange.Allowed,
                (spec, text) => ScaleRange.Read(text) is double s ? spec with { Scale = s } : null),
            ["units"] = ("binary or spin", (spec, text) => text switch
            {
                "binary" => spec with { Unit = TwoStateUnit.Binary },
                "spin" => spec with { Unit = TwoStateUnit.Spin },
                _ => null,
            }),
        };

    /// <summary>The machine.</summary>
    public TwoStateMachine Create()
        => IsBiased ? FormulaMachines.Biased(Visible, Hidden, Scale, Unit)
            : FormulaMachines.General(Visible, Hidden, Scale, Unit);

    /// <summary>Its one spelling, every part being named.</summary>
    public override string ToString()
        => $"formula:{(IsBiased ? "bias" : "gen")}:N={Visible},M={Hidden},"
            + $"s={Scale.ToString("R", CultureInfo.InvariantCulture)},units={Unit.Name}";

    /// <summary>Reads one.</summary>
    /// <param name="option">The option it was given to, for the message.</param>
    /// <param name="text">The line.</param>
    /// <exception cref="InputException">It is none.</exception>
    public static FormulaSpec Parse(string option, string text)
    {
        string[] sides = text.Split(':', 3);
        if (sides.Length < 2 || sides[0] != "formula" || sides[1] is not ("bias" or "gen"))
            throw new InputException($"{option} = {Shown(text)}, but it should be {Form}");
        FormulaSpec spec = new(sides[1] == "bias", 8, 6, 0.3, TwoStateUnit.Binary);
        HashSet<string> given = [];
        foreach (string part in sides.Length == 3 && sides[2].Length > 0 ? sides[2].Split(',') : [])
        {
            string[] pair = part.Split('=', 2);
            if (pair.Length != 2 || !Parts.TryGetValue(pair[0], out var known))
                throw new InputException($"{option}: '{Shown(part)}', but it should be one of "
                    + $"{string.Join(", ", Parts.Keys)}, = and a value");
            spec = known.With(spec, pair[1])
                ?? throw new InputException(
                    $"{option}: {pair[0]} = {Shown(pair[1])}, but it should be {known.Allowed}");
            if (!given.Add(pair[0]))
                throw new InputException($"{option}: {pair[0]} is given twice, but it should be given once");
        }

        return spec;
    }

    private static string Shown(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
