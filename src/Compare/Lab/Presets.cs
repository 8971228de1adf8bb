namespace RbmTheory.Compare.Lab;

/// <summary>The settings of an experiment at each preset.</summary>
/// <typeparam name="T">A record; <c>Quick</c> is <c>Paper with { … }</c>, and so is <c>Tiny</c>.</typeparam>
/// <param name="Paper">The paper's own parameters.</param>
/// <param name="Quick">Those of a report in minutes.</param>
/// <param name="Tiny">Those of a report in seconds, for tests of the machinery.</param>
public sealed record Presets<T>(T Paper, T Quick, T Tiny)
{
    /// <summary>The settings of one preset.</summary>
    /// <param name="preset">The preset.</param>
    public T Of(Preset preset) => preset switch
    {
        Preset.Paper => Paper,
        Preset.Quick => Quick,
        _ => Tiny,
    };
}
