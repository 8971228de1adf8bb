using System.CommandLine;
using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Commands;

/// <summary>
/// The options of <c>rbm train</c>: one for each setting of a training, and three by which the Ising ring is named in
/// short. What is given on the command line goes before what a plan says, and that before the defaults.
/// </summary>
public sealed class TrainOptions
{
    private readonly Dictionary<Setting, Option> _settings = SettingList.All.ToDictionary(s => s, s => OptionOf(s));
    private readonly Option<int> _sites = Options.Whole("--sites", "Short for --data ising:sites=N", 100, 3, 100_000);
    private readonly Option<double> _beta = Options.Real("--beta", "Short for --data ising:beta=B", 1, 0, 10);
    private readonly Option<int> _samples =
        Options.Whole("--samples", "Short for --data ising:samples=S", 10_000, 1, 10_000_000);
    private readonly Option<string> _plan =
        new("--plan") { Description = "Plan as JSON, with the names of these options as keys", HelpName = "file" };
    private readonly Option<string> _out = Options.Folder(
        "Folder of the run: plan, checkpoints, result; a run found there goes on. Nothing is written without it", null);
    private readonly Option<string> _resume =
        new("--resume") { Description = "Folder of a run that goes on, by the plan found there", HelpName = "folder" };

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All
        => [.. _settings.Values.Take(1), _sites, _beta, _samples, .. _settings.Values.Skip(1), _plan, _out, _resume];

    /// <summary>The folder of the run; null where nothing is to be written.</summary>
    /// <param name="parsed">The command line.</param>
    public string? FolderOf(ParseResult parsed) => parsed.GetValue(_resume) ?? parsed.GetValue(_out);

    /// <summary>The settings of the run, and the machine that it starts from, if any.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="warn">Told of a file of that machine that cannot be used, and why.</param>
    /// <exception cref="InputException">A plan or a machine cannot be used, or options do not go together.</exception>
    public (TrainingSettings Settings, StartMachine? Start) Read(ParseResult parsed, Action<string> warn)
    {
        HashSet<string> given = [];
        TrainingSettings settings = ReadSettings(parsed, given);
        StartMachine? start = StartMachine.Open(
            settings, FolderOf(parsed), IsGiven(parsed, _settings[SettingList.Find("start")!]), warn);
        return (start?.Settle(settings, given.Contains) ?? settings, start);
    }

    private TrainingSettings ReadSettings(ParseResult parsed, HashSet<string> given)
    {
        string? resume = parsed.GetValue(_resume), plan = parsed.GetValue(_plan);
        if (resume is not null && (plan ?? parsed.GetValue(_out)) is string other)
            throw new InputException($"--resume = {resume}, but {(plan is null ? "--out" : "--plan")} = {other} should "
                + "then be left out");
        if (resume is not null)
        {
            plan = Path.Combine(resume, RunFolder.PlanName);
            if (!File.Exists(plan))
                throw new InputException(
                    $"--resume = {resume}, but it should be the folder of a run, with {RunFolder.PlanName}");
        }

        TrainingSettings settings = plan is null ? TrainingSettings.Standard : PlanFile.Read(plan, given);
        given.UnionWith(_settings.Where(s => IsGiven(parsed, s.Value)).Select(s => s.Key.Name));
        return WithShort(With(settings, _settings, parsed), parsed);
    }

    private TrainingSettings WithShort(TrainingSettings settings, ParseResult parsed)
    {
        Option? first = ((Option[])[_sites, _beta, _samples]).FirstOrDefault(option => IsGiven(parsed, option));
        if (first is null)
            return settings;
        if (IsGiven(parsed, _settings.First().Value))
            throw new InputException($"{first.Name} = {parsed.GetResult(first)!.GetValueOrDefault<object>()}, but it "
                + "should be left out where --data is given");
        RingSpec ring = new(
            parsed.GetValue(_sites), Colours: 0, parsed.GetValue(_beta), parsed.GetValue(_samples), Fresh: false);
        return settings with { Data = ring };
    }

    /// <summary>Whether an option stands on the command line.</summary>
    internal static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>Settings with what stands on the command line.</summary>
    /// <param name="settings">What they are without it.</param>
    /// <param name="options">Settings and their options, of <see cref="OptionOf"/>.</param>
    /// <param name="parsed">The command line.</param>
    internal static TrainingSettings With(
        TrainingSettings settings, IReadOnlyDictionary<Setting, Option> options, ParseResult parsed)
        => options.Where(s => IsGiven(parsed, s.Value)).Aggregate(
            settings, (sofar, s) => s.Key.With(sofar, s.Value.Name, TextOf(parsed, s.Value)));

    private static string TextOf(ParseResult parsed, Option option)
        => option is not Option<bool> flag ? parsed.GetValue((Option<string>)option)!
            : parsed.GetValue(flag) ? "true" : "false";

    /// <summary>The option of a setting.</summary>
    internal static Option OptionOf(Setting setting, bool hasDefault = true)
    {
        string name = "--" + setting.Name;
        if (setting.Kind == SettingKind.Flag)
            return new Option<bool>(name) { Description = setting.Description };
        Option<string> option = new(name)
        {
            Description = setting.Description,
            HelpName = setting.Kind switch { SettingKind.Whole => "n", SettingKind.Real => "x", _ => setting.Name },
            CustomParser = result =>
            {
                try
                {
                    return setting.Spell(name, result.Tokens.Count == 1 ? result.Tokens[0].Value : "");
                }
                catch (InputException error)
                {
                    result.AddError(error.Message);
                    return null;
                }
            },
        };
        if (hasDefault && setting.TextOf(TrainingSettings.Standard) is string standard)
            option.DefaultValueFactory = _ => standard;
        return option;
    }
}
