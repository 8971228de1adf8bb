using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Sweeps;

/// <summary>
/// A plan of <c>train</c> in which values may be lists and ranges (see <see cref="SteppedRange"/>), also mixed:
/// <c>"hidden": [1, 2, "4..8 by 2"]</c>. Every combination is a run, the last key varying fastest; keys that
/// <c>"zip": [["hidden", "rate"]]</c> names together go through their lists side by side. A key of another name is a
/// parameter, which stands in words in braces: <c>"data": "ising:beta={beta},samples=1000", "beta": "0.1..1 by
/// 0.1"</c>; without data, sites, beta and samples are those of the Ising ring. A run is known by its number, counted
/// from 0.
/// </summary>
public sealed partial class SweepPlan
{
    /// <summary>How many runs a plan may have, unless more are asked for.</summary>
    public const int StandardLimit = 10_000;

    /// <summary>The most that can be asked for.</summary>
    public const int LargestLimit = 1_000_000;

    private const string Zip = "zip", Threads = "threads", Data = "data";

    /// <summary>Without data these keys are those of the Ising ring, as such options of <c>train</c> are.</summary>
    private static readonly string[] OfRing = ["sites", "beta", "samples"];

    private readonly string _label, _folder;
    private readonly List<Key> _keys = [];
    private readonly List<Key[]> _axes = [];
    private readonly TrainingSettings _fixed;
    private readonly Key[] _varying;
    private readonly Dictionary<string, StartMachine> _starts = [];

    private SweepPlan(string path, string? folder, int limit)
    {
        string label = "", home = "";
        List<string[]> zips = [];
        PlanFile.ReadKeys(path, (property, name, own) =>
        {
            (label, home) = (name, own);
            if (property.Name == Zip)
                zips.AddRange(ReadZips(property.Value, name));
            else
                _keys.Add(ReadKey(property, name, limit));
        });
        string[] ring = [.. OfRing.Where(name => _keys.Any(key => key.Name == name))];
        if (ring.Length > 0 && !IsGiven(Data))
            _keys.Add(new(Data, SettingList.Find(Data), false,
                [$"ising:{string.Join(',', ring.Select(name => $"{name}={{{name}}}"))}"]));
        (_label, _folder) = (label.Length > 0 ? label : $"the plan {path}", folder ?? home);
        CheckNames();
        Count = ReadAxes(zips, limit);
        _varying = [.. _keys.Where(key => key.Setting is not null && IsVarying(key))];
        _fixed = _keys.Where(key => key.Setting is not null && !IsVarying(key))
            .Aggregate(TrainingSettings.Standard with { Threads = 1 }, (settings, key) => With(settings, key, []));
    }

    /// <summary>Number of runs.</summary>
    public int Count { get; }

    /// <summary>The parameters and settings that differ between runs, in the order of the plan.</summary>
    public IReadOnlyList<string> Swept => [.. _keys.Where(key => key.IsList).Select(key => key.Name)];

    /// <summary>Reads a plan and checks every run of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">How many runs it may have.</param>
    /// <param name="folder">What its paths are relative to; null for the folder that it is in.</param>
    /// <param name="isChecked">Whether every run was checked before, as those of a sweep that goes on.</param>
    /// <exception cref="InputException">It cannot be read, names no run or too many, has a value that is not allowed,
    /// or the same run twice; one line names it.</exception>
    public static SweepPlan Read(string path, int limit, string? folder = null, bool isChecked = false)
    {
        SweepPlan plan = new(path, folder, limit);
        if (!isChecked)
            plan.CheckRuns();
        return plan;
    }

    /// <summary>The settings of a run, for one thread, before what a machine at the start decides.</summary>
    /// <param name="run">Its number.</param>
    /// <exception cref="InputException">A value is not allowed.</exception>
    public TrainingSettings Settings(int run)
    {
        Dictionary<string, string> values = ValuesByName(run);
        return _varying.Aggregate(_fixed, (settings, key) => With(settings, key, values));
    }

    /// <summary>The machine that a run starts from, and its settings with the units of that machine.</summary>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="folder">The folder of the run; null for none.</param>
    /// <param name="warn">Told of a file that cannot be used, and why.</param>
    /// <exception cref="InputException">There is no such machine, or it has other units than the plan.</exception>
    public (TrainingSettings Settings, StartMachine? Start) Start(
        TrainingSettings settings, string? folder, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(settings);
        StartMachine? start = StartMachine.Open(settings, folder, isNamed: true, warn);
        return (start?.Settle(settings, IsGiven) ?? settings, start);
    }

    /// <summary>What tells a run from the others: the values of <see cref="Swept"/>.</summary>
    /// <param name="run">Its number.</param>
    public IReadOnlyList<string> Values(int run)
    {
        Dictionary<string, string> values = ValuesByName(run);
        return [.. Swept.Select(name => values[name])];
    }

    /// <summary>What tells a run from the others, in words.</summary>
    /// <param name="run">Its number.</param>
    public string Describe(int run) => string.Join(", ", Swept.Zip(Values(run), (name, value) => $"{name} = {value}"));

    private bool IsGiven(string name) => _keys.Any(key => key.Name == name);

    private Dictionary<string, string> ValuesByName(int run)
    {
        Require.InRange(run, 0, Count - 1);
        Dictionary<string, string> values = [];
        foreach (Key[] axis in Enumerable.Reverse(_axes))
        {
            int length = axis[0].Texts.Count;
            foreach (Key key in axis)
                values[key.Name] = key.Texts[run % length];
            run /= length;
        }

        foreach (Key key in _keys.Where(key => !key.IsList))
            values[key.Name] = key.Texts[0];
        return values;
    }

    private TrainingSettings With(TrainingSettings settings, Key key, Dictionary<string, string> values)
    {
        string text = key.IsList ? values[key.Name] : key.Texts[0];
        if (key.Setting!.Kind == SettingKind.Word)
            text = PlanFile.Rooted(key.Setting, Name().Replace(text, match => values[match.Groups[1].Value]), _folder);
        return key.Setting.With(settings, $"{_label}: {key.Name}", text);
    }

    private static bool IsVarying(Key key) => key.IsList || key.Names.Any();

    private void CheckNames()
    {
        foreach (Key key in _keys)
        {
            if (_keys.Count(other => other.Name == key.Name) > 1)
                throw new InputException($"{_label}: {key.Name} is given twice, but it should be given once");
            if (key.Setting is null && !_keys.Any(other => other.Names.Contains(key.Name)))
                throw new InputException($"{_label}: '{key.Name}' is unknown, but a key should be {Zip}, stand in a word "
                    + $"as {{{key.Name}}}, or be one of "
                    + string.Join(", ", SettingList.All.Where(s => s.Name != Threads).Select(s => s.Name)));
            if (key.Names.FirstOrDefault(name => name == key.Name || !IsGiven(name)) is string missing)
                throw new InputException(
                    $"{_label}: {key.Name} has {{{missing}}}, but {missing} should then be another key of the plan");
        }
    }

    private int ReadAxes(List<string[]> zips, int limit)
    {
        foreach (string name in zips.SelectMany(zip => zip))
        {
            if (!_keys.Any(key => key.Name == name && key.IsList) || zips.Sum(zip => zip.Count(n => n == name)) > 1)
                throw new InputException($"{_label}: {Zip} names {name}, but it should name keys with a list or a range, "
                    + "each once");
        }

        foreach (Key key in _keys.Where(key => key.IsList))
        {
            string[] zip = zips.FirstOrDefault(names => names.Contains(key.Name)) ?? [key.Name];
            Key[] axis = [.. _keys.Where(other => zip.Contains(other.Name))];
            if (Array.Find(axis, other => other.Texts.Count != key.Texts.Count) is Key longer)
                throw new InputException($"{_label}: {Zip} pairs {key.Name} of {key.Texts.Count} values with "
                    + $"{longer.Name} of {longer.Texts.Count}, but they should have as many");
            if (axis[0] == key)
                _axes.Add(axis);
        }

        double count = _axes.Aggregate(1.0, (product, axis) => product * axis[0].Texts.Count);
        return count <= limit ? (int)count : throw new InputException(
            $"{_label} names {count:0} runs, but it should be at most {limit}; --limit allows more");
    }

    private void CheckRuns()
    {
        Dictionary<UInt128, int> seen = [];
        HashSet<string> files = [];
        for (int run = 0; run < Count; run++)
        {
            TrainingSettings settings = Settings(run);
            if (settings.Data is FileSpec file && files.Add(file.Place) && !File.Exists(file.Place))
                throw new InputException($"{_label}: data = {file.Place}, but there is no such file");
            if (settings.Start is string place)
            {
                if (!_starts.TryGetValue(place, out StartMachine? start))
                    _starts[place] = start = StartMachine.Open(settings, null, isNamed: true, _ => { })!;
                settings = start.Settle(settings, IsGiven);
            }

            TrainingData.Check(settings);
            UInt128 digest = XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(PlanFile.ToJson(settings)));
            if (!seen.TryAdd(digest, run))
                throw new InputException($"{_label}: the runs {seen[digest]} and {run} are the same, {Describe(run)}, but "
                    + "every run should be named once");
        }
    }

    private static Key ReadKey(JsonProperty property, string label, int limit)
    {
        Setting? setting = SettingList.Find(property.Name);
        if (property.Name == Threads)
            throw new InputException($"{label}: {Threads} should be left out: a run has one thread, and the option "
                + "--threads says how many runs are made at a time");
        List<string> texts = [];
        bool isList = property.Value.ValueKind == JsonValueKind.Array;
        foreach (JsonElement value in isList ? [.. property.Value.EnumerateArray()] : (JsonElement[])[property.Value])
            isList |= Add(value, property.Name, setting, label, limit, texts);
        return texts.Count > 0 ? new(property.Name, setting, isList, texts) : throw new InputException(
            $"{label} names no run: {property.Name} = [], but a list should have a value");
    }

    /// <summary>Adds a value, or those of a range; tells whether it was one.</summary>
    private static bool Add(
        JsonElement value, string name, Setting? setting, string label, int limit, List<string> texts)
    {
        if (setting?.Kind != SettingKind.Word && value.ValueKind == JsonValueKind.String
            && value.GetString() is string text && SteppedRange.IsOne(text))
        {
            try
            {
                SteppedRange range = SteppedRange.Parse(text);
                if (range.Count > limit)
                    throw new FormatException($"it has {range.Count} numbers, more than the {limit} runs that a plan may "
                        + "have; --limit allows more");
                texts.AddRange(range.Texts);
                return true;
            }
            catch (FormatException error)
            {
                throw new InputException($"{label}: {name} = {text}: {error.Message}");
            }
        }

        if (setting is not null)
            texts.Add(PlanFile.TextOf(setting, value, label, word => word));
        else if (value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            texts.Add(value.ToString());
        else
            throw new InputException($"{label}: {name} = {value.GetRawText()}, but it should be a number, a text, a range "
                + "such as \"0.3..1.0 by 0.1\", or a list of them");
        return false;
    }

    private static IEnumerable<string[]> ReadZips(JsonElement value, string label)
    {
        try
        {
            return [.. value.EnumerateArray().Select(zip => zip.EnumerateArray().Select(n => n.GetString()!).ToArray())];
        }
        catch (InvalidOperationException)
        {
            throw new InputException($"{label}: {Zip} = {value.GetRawText()}, but it should be lists of keys, such as "
                + "[[\"hidden\", \"rate\"]]");
        }
    }

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Name();

    /// <summary>A key of the plan with its values.</summary>
    private sealed record Key(string Name, Setting? Setting, bool IsList, List<string> Texts)
    {
        /// <summary>The keys that it has in braces.</summary>
        public IEnumerable<string> Names { get; } = Setting?.Kind == SettingKind.Word
            ? [.. Texts.SelectMany(text => SweepPlan.Name().Matches(text)).Select(match => match.Groups[1].Value).Distinct()]
            : [];
    }
}
