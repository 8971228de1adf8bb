namespace RbmTheory.Compare.Records;

/// <summary>
/// Finished runs that another build of the program made. Their parameters, seed and revision are those asked for, but
/// only the builds can tell whether a formula has changed since without its revision being raised.
/// </summary>
public static class OtherBuilds
{
    /// <summary>Says which records come from other builds.</summary>
    /// <param name="records">Finished runs that are about to be reused.</param>
    /// <param name="modules">The modules of this build.</param>
    /// <returns>One line without its end; null where all come from this build.</returns>
    public static string? Describe(IEnumerable<RunRecord> records, IReadOnlyDictionary<string, Guid> modules)
    {
        int unknown = 0, known = 0;
        HashSet<string> changed = [];
        foreach (RunRecord record in records)
        {
            if (record.Modules is null)
            {
                unknown++;
                continue;
            }

            string[] differing =
                [.. modules.Keys.Where(name => record.Modules.GetValueOrDefault(name) != modules[name])];
            known += differing.Length > 0 ? 1 : 0;
            changed.UnionWith(differing);
        }

        int all = unknown + known;
        if (all == 0)
            return null;
        string made = all == 1 ? "1 finished run was made" : $"{all} finished runs were made";
        string names = string.Join(", ", modules.Keys.Where(changed.Contains));
        string builds = (known, unknown) switch
        {
            (0, _) => "by unknown builds",
            (_, 0) => $"by other builds of {names}",
            _ => $"by other builds of {names}, {unknown} of them by unknown ones",
        };
        return $"{made} {builds}; --force makes them anew";
    }

    /// <summary>Tells of records from other builds in one line, or refuses them.</summary>
    /// <param name="records">Finished runs that are about to be reused.</param>
    /// <param name="strict">Refuse them.</param>
    /// <param name="warn">Is given the line.</param>
    /// <exception cref="InputException">There are some, and they are refused.</exception>
    public static void Check(IEnumerable<RunRecord> records, bool strict, Action<string> warn)
    {
        if (Describe(records, Build.Modules) is not string line)
            return;
        if (strict)
            throw new InputException($"--strict is given, but {line}");
        warn($"{line}, --strict refuses them");
    }
}
