using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Commands;

namespace RbmTheory.Benchmarks.Reliability;

/// <summary>Command lines of every verb, with options set, left out, doubled and given values of every sort. Verbs and
/// options are those that the program has.</summary>
internal sealed partial class FuzzOptions
{
    private const int MostChanges = 3;

    private const string Short = " --hidden 2 --batch 4 --chains 4 --steps 1 --epochs 1 --annealing 10 --threads 1";

    /// <summary>What takes little time, in place of the examples of the help.</summary>
    private static readonly Dictionary<string, string[]> Cheap = new()
    {
        ["report"] = ["report --paper decelle --figures errata --preset tiny --out report --threads 1",
            "report --paper decelle --figures errata,chains --preset tiny --out report --threads 1 --shard 1/2",
            "report --paper decelle --preset tiny --out new --slurm --time 1:00 --mem 1G"],
        ["figure"] = ["figure decelle/errata --preset tiny --out report --threads 1",
            "figure decelle/chains --preset tiny --out report --threads 1 --json"],
        ["theory thresholds"] = ["theory thresholds --sites 12 --samples 100 --beta 0.5"],
        ["theory spectrum"] = ["theory spectrum --sites 12 --samples 50 --points 11",
            "theory spectrum --hidden 8 --sites 12"],
        ["theory growth"] = ["theory growth --data bits.npy",
            "theory growth --data pictures.idx.gz --threshold 127 --json"],
        ["theory modes"] = ["theory modes --signal 4 --steps 2"],
        ["theory potts"] = ["theory potts --states 3 --sites 8 --coupling coupling.txt",
            "theory potts --states 3 --beta 1"],
        ["theory bump"] = ["theory bump --sites 24", "theory bump --sites 24 --units 2 --separation 8",
            "theory bump --length 20"],
        ["theory barrier"] = ["theory barrier --sites 24 --points 3"],
        ["theory repulsion"] = ["theory repulsion --separation 8"],
        ["theory turing"] = ["theory turing --length 8"],
        ["theory flow"] = ["theory flow linear --sites 12 --time 5 --points 5 --out flow",
            "theory flow small-beta --sites 12 --time 5 --points 5",
            "theory flow exact --sites 12 --time 5 --start vector.txt",
            "theory flow continuum --sites 16 --length 20 --time 5 --json"],
        ["theory tap"] = ["theory tap --machine formula:bias:N=4,M=3,s=0.3", "theory tap run --json"],
        ["theory phase"] = ["theory phase --sigma 0.5 --spike 1.5 --kappa 0.64",
            "theory phase --sigma 0.5 --spike 1.5 --law signs --modes 2"],
        ["theory lines"] = ["theory lines --points 2 --largest 2"],
        ["theory derive"] = ["theory derive 37"],
        ["train"] = ["train --data bits.csv" + Short, "train --sites 6 --samples 20 --out new" + Short, "train --resume run --threads 1",
            "train --plan settings.json",
            "train --data letters.fasta --start potts.h5 --epochs 1 --batch 4 --threads 1",
            "train --data xy:sites=5,colours=3,beta=1,samples=20" + Short, "train --data bits.npy --fields --hidden-units binary --negative tap2" + Short],
        ["sweep"] = ["sweep plan.json --out new --threads 1", "sweep sweep --retry --threads 1",
            "sweep plan.json --out new --slurm --dry-run",
            "sweep plan.json --dry-run --threads 1"],
        ["sweep status"] = ["sweep status sweep"],
        ["sweep collect"] = ["sweep collect sweep --csv t.csv", "sweep collect sweep --group b --npz t.npz"],
        ["sweep plot"] = ["sweep plot sweep --x b --y fwhm --group hidden --out t.svg"],
        ["inspect"] = ["inspect run", "inspect potts.h5", "inspect ring --all --json"],
        ["export"] = ["export run --format rbms t.h5", "export machine.h5 --format npz t.npz --modes 1"],
        ["spectrum"] = ["spectrum run", "spectrum machine.npz --components 2 --json"],
        ["mixing"] = ["mixing run --chains 10 --burn 2 --sweeps 20 --modes 1 --threads 1"],
        ["sample"] = ["sample run --samples 5 --steps 5 --threads 1 --out s.npy",
            "sample potts.h5 --samples 5 --steps 5 --threads 1 --out s.csv"],
        ["quality"] = ["quality samples.npy --data bits.csv"],
        ["tree"] = ["tree run --points 4 --threads 1",
            "tree run --points 4 --threads 1 --labels labels.csv:kind --out t"],
        ["data mnist"] = ["data mnist --to mnist --from http://127.0.0.1:9/"],
        ["likelihood"] = ["likelihood run --steps 16 --chains 10",
            "likelihood machine.h5 --data bits.csv --steps 16 --chains 10"],
        ["compare"] = ["compare ring", "compare xy --json"],
    };

    /// <summary>What takes seconds with any options is tried less often.</summary>
    private static readonly string[] Rare = ["theory errata", "theory repulsion", "figure", "report", "compare"];

    private static readonly string[] Words =
    [
        "", " ", ".", "..", "nothing", "nothing.csv", "a\nb", "a\r\nb", "\0", "\u001b[31mred", "é", "\ud800",
        "\u2028x", "[red]x[/]",
        "[", "{0}", "%s%n", "/proc/self/status", "/proc/self/mem", "/proc/self/nothing", "null", "full", "full/x",
        "null/x", "loop",
        "run/plan.json", "run/", "./run", "~", "*", "-", "--", "--help", "-1", "a:b", "a=b", "=", ":", ",", ",,",
        "1,2", "1-2", "0-", "1x1",
        "28x28", "0x0", "true", "random", "tiny", "quick", "paper", "all", "spin", "binary", "gaussian",
        "double-well", "potts:3", "potts:256",
        "exact", "contrastive", "tap3", "npz", "rbms", "cossio", "@file", "con", "1/2", "3/2", "1/100000", "fwhm",
        "b", "hidden",
    ];

    private static readonly string[] Extremes =
    [
        "0", "-0", "1", "2", "3", "5", "7", "10", "12", "50", "0.5", "0.1", "1.5", "", " ", "1 ", " 1", "+1", "0x10",
        "1,5", "\u0663", "1e3", "1e-3",
        "--5", "½", "1\n2", "1\0", "null", "１",
    ];

    private readonly (Command Command, string Name, string[][] Lines)[] _verbs;
    private readonly Dictionary<string, string[]> _values;
    private readonly string[] _files;

    /// <summary>Walks the verbs of the program.</summary>
    /// <param name="seeds">The folder of valid files.</param>
    public FuzzOptions(string seeds)
    {
        RootCommand root = Compare.Commands.CommandLine.Create(
            new(TextWriter.Null, TextWriter.Null, IsInteractive: false, CancellationToken.None));
        string[] examples = [.. Cheap.Values.SelectMany(lines => lines).Concat(
            Below(root).SelectMany(command => Examples.Of(command)).Select(line => line["rbm ".Length..]))];
        _values = examples.SelectMany(line => line.Split(' ').Zip(line.Split(' ').Skip(1)))
            .Where(pair => pair.First.StartsWith("--", StringComparison.Ordinal) && pair.Second[0] != '-')
            .GroupBy(pair => pair.First, pair => Samples().Replace(pair.Second, "samples=20"))
            .ToDictionary(pair => pair.Key, pair => pair.Distinct().ToArray());
        _files = [.. Directory.GetFileSystemEntries(seeds).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        _verbs = [.. Below(root).Where(command => command.Action is not null).Select(command =>
        {
            string name = NameOf(command);
            string[] lines = Cheap.GetValueOrDefault(name) ?? [.. Examples.Of(command).Select(line => line["rbm ".Length..])];
            return (command, name, lines.Select(line => line.Split(' ')).ToArray());
        })];
    }

    /// <summary>A case.</summary>
    /// <param name="random">Decides which.</param>
    public FuzzCase Draw(System.Random random)
    {
        (Command command, string name, string[][] lines) = _verbs[random.Next(_verbs.Length)];
        while (Rare.Contains(name) && random.Next(20) > 0)
            (command, name, lines) = _verbs[random.Next(_verbs.Length)];
        List<string> line = [.. lines[random.Next(lines.Length)]];
        int verbs = name.Split(' ').Length;
        for (int changes = random.Next(2) == 0 ? 1 : random.Next(1, MostChanges + 1); changes > 0; changes--)
            Change(line, verbs, command, random);
        // Nothing is written outside the folder of the case.
        return new($"verb: {name}", [.. line.Select(word => Absolute().Replace(word, "$1./"))]);
    }

    private void Change(List<string> line, int verbs, Command command, System.Random random)
    {
        int at = random.Next(Math.Min(verbs, line.Count), line.Count + 1);
        switch (random.Next(20))
        {
            case 0 when at < line.Count:
                line.RemoveAt(at);
                return;
            case 1 when at < line.Count:
                line.Insert(at, line[at]);
                return;
            case 2 when at < line.Count:
                line[at] = Damage.Of(line[at], random);
                return;
            case 3:
                line.Insert(at, random.GetItems(Words, 1)[0]);
                return;
            case 4 or 5 when at < line.Count && !line[at].StartsWith('-'):
                line[at] = random.Next(2) == 0 ? Word(random) : random.GetItems(_files, 1)[0];
                return;
            case 6 when at < line.Count && line[at].StartsWith("--", StringComparison.Ordinal):
                Take(line, at);
                return;
            default:
                Option[] options = [.. command.Options.Where(option => option.Name.StartsWith("--", StringComparison.Ordinal))];
                if (options.Length > 0)
                    Set(line, options[random.Next(options.Length)], random);
                return;
        }
    }

    private void Set(List<string> line, Option option, System.Random random)
    {
        int there = line.IndexOf(option.Name);
        if (there >= 0 && random.Next(8) > 0)
            Take(line, there);
        bool hasValue = option.ValueType != typeof(bool) ? random.Next(40) > 0 : random.Next(20) == 0;
        if (hasValue && random.Next(10) == 0)
        {
            line.Add($"{option.Name}={Value(option, random)}");
            return;
        }

        line.Add(option.Name);
        if (hasValue)
            line.Add(Value(option, random));
    }

    /// <summary>Removes an option, with its value if it has one.</summary>
    private static void Take(List<string> line, int at)
    {
        line.RemoveAt(at);
        if (at < line.Count && !line[at].StartsWith('-'))
            line.RemoveAt(at);
    }

    private string Value(Option option, System.Random random)
    {
        string[] known = _values.GetValueOrDefault(option.Name) ?? [];
        bool isNumber = option.HelpName is "n" or "x";
        return random.Next(10) switch
        {
            < 3 when isNumber => $"{random.Next(1, 13)}",
            < 6 when isNumber => Bound(option, random),
            < 8 when isNumber => random.GetItems(Extremes, 1)[0],
            8 when isNumber => Damage.Number(random),
            < 4 when known.Length > 0 => random.GetItems(known, 1)[0],
            4 when known.Length > 0 => Damage.Of(random.GetItems(known, 1)[0], random),
            < 7 => random.GetItems(_files, 1)[0],
            _ => Word(random),
        };
    }

    private static string Word(System.Random random)
        => random.Next(50) == 0 ? new string('9', random.Next(1, 5000)) : random.GetItems(Words, 1)[0];

    /// <summary>A bound of what an option allows, as its help says, or a number beside one.</summary>
    private static string Bound(Option option, System.Random random)
    {
        Match range = Range().Match(option.Description ?? "");
        if (!range.Success)
            return Damage.Number(random);
        string text = range.Groups[random.Next(1, 3)].Value;
        if (random.Next(2) == 0 || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double bound))
            return text;
        double beside = random.Next(4) switch { 0 => bound + 1, 1 => bound - 1, 2 => bound * 1.000001, _ => bound * 0.999999 };
        return beside.ToString("R", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<Command> Below(Command command)
        => command.Subcommands.SelectMany(part => Below(part).Prepend(part));

    private static string NameOf(Command command)
        => command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand
            ? $"{NameOf(parent)} {command.Name}" : command.Name;

    [GeneratedRegex(@"\[(?:above )?(-?[\d.]+(?:[eE][-+]?\d+)?),?(?: up)? to (-?[\d.]+(?:[eE][-+]?\d+)?)\]")]
    private static partial Regex Range();

    [GeneratedRegex(@"^((?:--[^=:]*[=:])?)/(?!proc/self/)")]
    private static partial Regex Absolute();

    [GeneratedRegex(@"samples=\d+")]
    private static partial Regex Samples();
}
