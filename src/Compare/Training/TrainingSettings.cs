using System.Globalization;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Training;

/// <summary>Everything that decides a training: data, machine, plan, seed; and the number of threads, which decides
/// nothing.</summary>
public sealed class TrainingSettings
{
    /// <summary>The settings by which a run may go on: the numbers do not depend on the threads, and more epochs only
    /// carry it further.</summary>
    public static readonly IReadOnlyList<string> Extensible = ["epochs", "threads"];

    /// <summary>All settings, in the order in which help and plans list them.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        Setting.Word("data", "ising:sites=N,beta=B,samples=S[,fresh=true], xy:sites=N,colours=P,beta=B,samples=S, or a "
            + "file .npy, .npz[:array], .csv, .idx or .idx.gz of S rows; a ring also takes couplings=J1/J2/…, at "
            + "distance 1, 2, … in units of 1/beta, and sampler=exact or gibbs, gibbs for several couplings", DataSpec.Standard, DataSpec.Allowed,
            text => DataSpec.Parse(text).ToString()),
        Setting.Real("threshold", "Visible units have the higher value where a number of the file is above it; as the "
            + "file says unless given", null, -1e300, 1e300),
        Setting.Word("visible", "Visible units: spin, binary or potts:P; as the data say unless given", null,
            "spin, binary or potts:P with P in [2, 256]", text => Name(() => UnitTypes.ParseVisible(text))),
        Setting.Word("hidden-units", "Hidden units: spin, binary, gaussian or double-well", "spin",
            "spin, binary, gaussian or double-well", text => text.StartsWith("potts", StringComparison.Ordinal)
                ? null : Name(() => UnitTypes.Parse(text))),
        Setting.Whole("hidden", "Hidden units M", 1, 1, 10_000),
        Setting.Flag("fields", "Learn fields of all units too"),
        Setting.Real("deviation", "Standard deviation of the initial weights", 0.01, 0, 10),
        Setting.Real("rate", "Learning rate ν", 0.001, 0, 10),
        Setting.Real("final-rate", "Learning rate of the last epoch, with equal steps up to it; ν throughout unless "
            + "given", null, 0, 10),
        Setting.Whole("batch", "Samples a batch", 10, 1, 1_000_000),
        Setting.Whole("chains", "Chains", 10, 1, 1_000_000),
        Setting.Whole("steps", "Gibbs steps k between two updates", 20, 1, 1_000_000),
        Setting.Whole("epochs", "Passes over the data", 100, 1, 1_000_000),
        Setting.Word("negative", "Model term: persistent chains, contrastive ones from the batch, or exact",
            "persistent", "persistent, contrastive or exact",
            text => Array.Find(Enum.GetNames<NegativePhase>(), name => Lower(name) == text) is null ? null : text),
        Setting.Whole("annealing", "Steps of annealed importance sampling after the training, where the states cannot be "
            + "summed; 0 for none", 0, 0, 1_000_000),
        Setting.Whole("seed", "Seed of all random streams; the same seed gives the same numbers", 1, 0, ulong.MaxValue),
        Setting.Whole("threads", "Threads; the numbers do not depend on it",
            (ulong)Math.Min(Environment.ProcessorCount, 1024), 1, 1024),
    ];

    private readonly Dictionary<string, string> _values;

    private TrainingSettings(Dictionary<string, string> values) => _values = values;

    /// <summary>The defaults: the machine of Fig. 3(a) of the paper.</summary>
    public static TrainingSettings Standard { get; } = new(
        All.Where(s => s.Standard is not null).ToDictionary(s => s.Name, s => s.Standard!));

    /// <summary>The plan that the trainer follows.</summary>
    public TrainingPlan Plan => new()
    {
        LearningRate = Real("rate")!.Value,
        FinalLearningRate = Real("final-rate"),
        BatchSize = Whole("batch"),
        Chains = Whole("chains"),
        GibbsSteps = Whole("steps"),
        Epochs = Whole("epochs"),
        NegativePhase = Enum.Parse<NegativePhase>(_values["negative"], ignoreCase: true),
    };

    /// <summary>The seed.</summary>
    public ulong Seed => ulong.Parse(_values["seed"], CultureInfo.InvariantCulture);

    /// <summary>Where the data come from.</summary>
    public DataSpec Data => DataSpec.Parse(_values["data"]);

    /// <summary>Whether all units have fields.</summary>
    public bool Fields => _values["fields"] == "true";

    /// <summary>The hidden units.</summary>
    public IUnit HiddenUnit => UnitTypes.Parse(_values["hidden-units"]);

    /// <summary>The visible units; null where the data decide.</summary>
    public IVisibleUnit? VisibleUnit => Text("visible") is string name ? UnitTypes.ParseVisible(name) : null;

    /// <summary>A value in its one spelling; null where it was left out.</summary>
    /// <param name="name">Name of the setting.</param>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>A whole number.</summary>
    /// <param name="name">Name of the setting.</param>
    public int Whole(string name) => int.Parse(_values[name], CultureInfo.InvariantCulture);

    /// <summary>A real number; null where it was left out.</summary>
    /// <param name="name">Name of the setting.</param>
    public double? Real(string name)
        => Text(name) is string text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>The same settings but for some.</summary>
    /// <param name="values">Names and values in their one spelling.</param>
    public TrainingSettings With(params IEnumerable<KeyValuePair<string, string>> values)
    {
        Dictionary<string, string> all = new(_values);
        foreach ((string name, string value) in values)
            all[name] = value;
        return new(all);
    }

    /// <summary>The same settings with another value.</summary>
    /// <param name="name">Name of the setting.</param>
    /// <param name="value">Value in its one spelling.</param>
    public TrainingSettings With(string name, string value) => With(new KeyValuePair<string, string>(name, value));

    /// <summary>The first setting that tells two runs apart, or null.</summary>
    /// <param name="other">The other run.</param>
    public Setting? FirstDifference(TrainingSettings other)
        => All.FirstOrDefault(s => !Extensible.Contains(s.Name) && Text(s.Name) != other.Text(s.Name));

    private static string Lower(string name) => name.ToLowerInvariant();

    private static string? Name(Func<IUnit> parse)
    {
        try
        {
            return parse().Name;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
