using RbmTheory.Compare.Humans;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Mnist;
using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>The data of a tree, and the classes they are known to be of, from few classes to many.</summary>
/// <param name="Rows">The data.</param>
/// <param name="Levels">The class of each datum, at each level.</param>
/// <param name="Shown">The level whose classes a figure shows.</param>
/// <param name="Names">The names of these classes.</param>
internal sealed record TreeData(
    SpinSet Rows, IReadOnlyList<int[]> Levels, int Shown, IReadOnlyList<string> Names)
{
    private static readonly string[] Regions =
        ["AFRICA", "MIDDLE_EAST", "EUROPE", "CENTRAL_SOUTH_ASIA", "EAST_ASIA", "OCEANIA", "AMERICA"];

    private static readonly string[] RegionNames =
        ["Africa", "Middle East", "Europe", "Central South Asia", "East Asia", "Oceania", "America"];

    /// <summary>How many classes each level of a kind has.</summary>
    /// <param name="kind">The kind.</param>
    public static IReadOnlyList<int> ClassesOf(TreeKind kind) => kind switch
    {
        TreeKind.Ultrametric => [.. Enumerable.Range(1, UltrametricTree.Levels).Select(UltrametricTree.ClassesAt)],
        TreeKind.Humans => [Regions.Length],
        _ => [StrokeDigits.Classes],
    };

    /// <summary>The names of the classes that a figure shows.</summary>
    /// <param name="kind">The kind.</param>
    public static IReadOnlyList<string> NamesOf(TreeKind kind) => kind switch
    {
        TreeKind.Ultrametric => [.. Enumerable.Range(0, UltrametricTree.ClassesAt(2)).Select(
            c => $"{c / UltrametricTree.Branching[1] + 1}.{c % UltrametricTree.Branching[1] + 1}")],
        TreeKind.Humans => RegionNames,
        _ => [.. Enumerable.Range(0, StrokeDigits.Classes).Select(digit => $"{digit}")],
    };

    /// <summary>Draws or reads data.</summary>
    /// <param name="settings">What data.</param>
    /// <param name="run">The run; drawn data follow from its seed.</param>
    public static TreeData Of(TreeRun settings, RunContext run)
    {
        if (settings.Kind == TreeKind.Humans)
        {
            HumanSet people = HumanData.Find(run.Data).Read();
            int[] regions = [.. people.Regions.Select(region => Array.IndexOf(Regions, region))];
            int unknown = Array.FindIndex(regions, region => region < 0);
            return unknown < 0 ? new(people.Rows, [regions], 0, RegionNames)
                : throw new InputException($"the region of person {unknown + 1} is {people.Regions[unknown]}, but it "
                    + $"should be one of {string.Join(", ", Regions)}");
        }

        LabelledSet set = settings.Kind switch
        {
            TreeKind.Mnist => MnistFolder.Find(run.Data?.Mnist).Read(isTest: false, out _, out _),
            TreeKind.Strokes => StrokeDigits.SampleSet(settings.Samples, run.Seed),
            _ => UltrametricTree.SampleSet(settings.Samples, run.Seed),
        };
        int[] labels = [.. set.Labels.Select(label => (int)label)];
        return settings.Kind != TreeKind.Ultrametric ? new(set.Rows, [labels], 0, NamesOf(settings.Kind))
            : new(set.Rows, [.. Enumerable.Range(1, UltrametricTree.Levels).Select(
                level => Array.ConvertAll(labels, leaf => UltrametricTree.ClassOf(leaf, level)))], 1,
                NamesOf(settings.Kind));
    }

    /// <summary>Throws where files are needed and missing.</summary>
    /// <param name="settings">What data.</param>
    /// <param name="data">Where the user has data.</param>
    /// <exception cref="InputException">They are missing.</exception>
    public static void Check(TreeRun settings, UserData data)
    {
        if (settings.Kind == TreeKind.Mnist)
            MnistFolder.Find(data.Mnist);
        if (settings.Kind == TreeKind.Humans)
            HumanData.Find(data);
    }
}
