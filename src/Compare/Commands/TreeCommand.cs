using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Training;
using RbmTheory.Compare.Trees;
using RbmTheory.Simulation.Clusters;
using RbmTheory.Simulation.Trees;
using RbmTheory.Simulation.Trees.Formats;
using Spectre.Console;
using Table = Spectre.Console.Table;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm tree RUN</c>: the tree of modes of a training, from the fixed points of its mean field followed back
/// in time.</summary>
internal sealed class TreeCommand
{
    /// <summary>The files of a tree, beside its figure.</summary>
    private const string NewickName = "tree.nwk", StripName = "tree-labels.txt";

    private const int MostMarks = 6;

    private static readonly string[] OfData =
        ["data", "threshold", "skip-rows", "columns", "labels-column", "transpose", "mnist"];

    private readonly Argument<string> _run = new("run") { Description = "Folder of a finished run" };
    private readonly Dictionary<Setting, Option> _data = OfData.Select(name => SettingList.Find(name)!)
        .ToDictionary(s => s, s => TrainOptions.OptionOf(s, hasDefault: false));
    private readonly Option<int> _points = Options.Whole(
        "--points", "Data that are followed, spread over the set; a leaf is named by its row, the first being 1", 400, 2, 100_000);
    private readonly Option<int> _order = Options.Whole("--order", "Order of the TAP equations", 1, 1, 3);
    private readonly Option<string> _labels = new("--labels")
    {
        Description = "Table of labels, a row of names and then a row for each datum, and the column that is meant; "
            + "the last one unless given. Digits and trees of classes have labels of their own",
        HelpName = "file[:column]",
    };
    private readonly Option<string> _out = Options.Folder(
        "Folder of the tree, its labels for iTOL, and its figure. Nothing is written without it", null);
    private readonly Option<int> _threads = Options.Threads();
    private readonly Option<bool> _json = Options.Json();

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        TreeCommand tree = new();
        Command command = new("tree", "Tree of modes of a training: fixed points of its mean field, from data at the "
            + "oldest age, followed back to where they are one; clusters of each age against labels")
        {
            tree._run,
        };
        Option[] further = [tree._points, tree._order, tree._labels, tree._out, tree._threads, tree._json];
        foreach (Option option in tree._data.Values.Concat(further))
            command.Add(option);
        command.SetAction(parsed => tree.Run(terminal, parsed));
        return command;
    }

    private int Run(Terminal terminal, ParseResult parsed)
    {
        bool json = parsed.GetValue(_json);
        void Warn(string line) => terminal.Errors.WriteLine($"rbm: {line}");
        string folder = parsed.GetValue(_run)!;
        TrainedAges trained = TrainedAges.Open(folder, Warn);
        TrainingSettings settings = SettingsOf(parsed, trained);
        TrainingData data = terminal.Wait("data", json, () => TrainingData.Load(settings));
        string? file = parsed.GetValue(_labels);
        LabelFile? labels = file is null ? null : LabelFile.Read(file);
        FollowedData followed = FollowedData.Of(data, settings, parsed.GetValue(_points), labels);
        if (followed.Rows.Sites != trained.Sites)
            throw new InputException($"--data = {settings.Data}, but it should have {trained.Sites} units, as the run "
                + $"in {folder} has, not {followed.Rows.Sites}");
        string? target = parsed.GetValue(_out) is string path ? OutputFolder.Prepare(path) : null;
        ModeTree tree = terminal.Wait("fixed points", json, () => ModeTree.Follow(trained.Ages, followed.Rows,
            parsed.GetValue(_order), parsed.GetValue(_threads), terminal.Cancellation));
        IReadOnlyList<double> transitions = trained.TransitionsFor(followed.AllRows);
        IReadOnlyList<string> files = target is null ? [] : Write(target, tree, followed, transitions);
        if (json)
            terminal.Output.WriteLine(ToJson(folder, settings, parsed.GetValue(_order), tree, followed, transitions,
                files));
        else
            Print(terminal, folder, tree, followed, transitions, files);
        return 0;
    }

    /// <summary>The settings of the run, unless other data are named.</summary>
    private TrainingSettings SettingsOf(ParseResult parsed, TrainedAges trained)
    {
        TrainingSettings own = trained.Settings with { Weights = null };
        bool isOther = TrainOptions.IsGiven(parsed, _data[SettingList.Find("data")!]);
        TrainingSettings settings = TrainOptions.With(
            isOther ? new TrainingSettings { Seed = own.Seed } : own, _data, parsed);
        return settings with { BatchSize = 1, VisibleUnit = own.VisibleUnit };
    }

    private static IReadOnlyList<string> Write(
        string folder, ModeTree tree, FollowedData data, IReadOnlyList<double> transitions)
    {
        using ReportWriter writer = new(folder);
        writer.Write(TreeFigure.Of(tree, data, transitions, MostMarks));
        writer.Write(NewickName, Newick.Of(tree.Root, data.Names));
        if (data.Labels is LeafLabels labels)
        {
            (string, string)[] leaves = [.. data.Names.Select((name, n) => (name, labels.Legend[labels.PlaceOf(n)].Label))];
            writer.Write(StripName, ColourStrip.Of(data.Title, leaves,
                [.. labels.Legend.Select(pair => (pair.Label, Palette.Colours[pair.Colour]))]));
        }

        return writer.Publish();
    }

    private static string ToJson(string folder, TrainingSettings settings, int order, ModeTree tree, FollowedData data,
        IReadOnlyList<double> transitions, IReadOnlyList<string> files)
        => JsonSerializer.Serialize(new
        {
            source = folder,
            data = settings.Data.ToString(),
            points = data.Names.Count,
            order,
            ages = tree.Ages.Select(age =>
            {
                ClusterScores? scores = Scores(age, data);
                return new
                {
                    age.Update,
                    age.Starts,
                    age.NotConverged,
                    age.Clusters,
                    scores?.Purity,
                    scores?.MutualInformation,
                    scores?.AdjustedMutualInformation,
                    scores?.AdjustedRand,
                };
            }),
            transitions,
            files,
        }, ReportCommand.Json);

    private static ClusterScores? Scores(ModeAge age, FollowedData data)
        => data.Labels is null ? null : ClusterScores.Of(age.ClusterOf, data.Labels.Labels);

    private static void Print(Terminal terminal, string folder, ModeTree tree, FollowedData data,
        IReadOnlyList<double> transitions, IReadOnlyList<string> files)
    {
        terminal.Output.WriteLine($"{folder}: {data.Names.Count} data, followed from update {tree.Ages[0].Update} to "
            + $"{tree.Ages[^1].Update}" + (data.Labels is null ? "; no labels" : $"; labels: {data.Title}"));
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("update", "followed", "not converged", "clusters", "purity", "NMI", "AMI", "ARI");
        foreach ((int number, ModeAge age) in tree.Ages.Index())
        {
            // Most ages tell nothing new: --json has them all.
            if (number > 0 && number < tree.Ages.Count - 1 && age.Clusters == tree.Ages[number - 1].Clusters)
                continue;
            ClusterScores? scores = Scores(age, data);
            table.AddRow([$"{age.Update}", $"{age.Starts}", $"{age.NotConverged}", $"{age.Clusters}",
                Show(scores?.Purity), Show(scores?.MutualInformation), Show(scores?.AdjustedMutualInformation),
                Show(scores?.AdjustedRand)]);
        }

        terminal.Write(table);
        if (transitions.Count > 0)
            terminal.Output.WriteLine("frozen gains pass 1 at updates "
                + string.Join(", ", transitions.Take(MostMarks).Select(t => $"{t:0}"))
                + (transitions.Count > MostMarks ? $", … ({transitions.Count} in all)" : ""));
        foreach (string file in files)
            terminal.Output.WriteLine(file);
    }

    private static string Show(double? number) => number?.ToString("F3", CultureInfo.InvariantCulture) ?? "";
}
