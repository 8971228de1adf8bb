using System.CommandLine;
using System.Text.Json;
using RbmTheory.Compare.Lab;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm theory flow EQUATION</c>: integrates one of the learning flows, from noise or from a file.</summary>
public sealed class FlowCommand
{
    private static readonly string[] Names = ["linear", "small-beta", "continuum", "exact"];

    private const string Equations = "linear (23), small-beta (37) and (50)-(51), continuum (38) and (52), exact";

    // A gigabyte of text, which one string still holds.
    private const int MostNumbers = 40_000_000;

    // Four gigabytes.
    private const double MostMemory = 5e8;

    private readonly Argument<string> _equation = new("equation") { Description = $"Which flow: {Equations}" };
    private readonly Option<int> _sites = Options.Whole("--sites", "Sites N of the ring", 100, 3, 10_000);
    private readonly Option<int> _hidden = Options.Whole("--hidden", "Hidden units M", 1, 1, 100);
    private readonly Option<double> _beta = Options.Real("--beta",
        "Inverse temperature, for the linear and the exact flow", 1, 0, 10);
    private readonly Option<double?> _length = Options.Optional("--length",
        "Length of the ring of the continuum; N points on it, a power of two", 0, 1e6);
    private readonly Option<double> _time =
        Options.Real("--time", "Time to integrate: νβt, or νt for the linear and the exact flow", 1000, 0, 1e9);
    private readonly Option<double> _noise = Options.Real("--noise",
        "Standard deviation of the white noise it starts from", 0.01, 0, 10);
    private readonly Option<string> _start = new("--start")
    {
        Description = "File of the start instead: N × M numbers, a unit after the other",
        HelpName = "file",
    };
    private readonly Option<double> _steady =
        Options.Real("--steady", "Stop when max |dw/dt| is below this", 1e-8, 0, 1);
    private readonly Option<double> _tolerance =
        Options.Real("--tolerance", "Relative error of a step", 1e-9, 1e-14, 0.01);
    private readonly Option<int> _points = Options.Whole("--points", "Times written, evenly spaced", 201, 2, 1_000_000);
    private readonly Option<ulong> _seed = Options.Seed();
    private readonly Option<string> _folder = Options.Folder("Folder for trajectory.csv and trajectory.npy", null);
    private readonly Option<bool> _json = Options.Json();

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        FlowCommand flow = new();
        Command command = new("flow", "Integrate a learning flow; say where it stopped and why")
        {
            flow._equation, flow._sites, flow._hidden, flow._beta, flow._length, flow._time, flow._noise, flow._start,
            flow._steady, flow._tolerance, flow._points, flow._seed, flow._folder, flow._json,
        };
        command.SetAction(parsed => flow.Run(terminal, parsed));
        return command;
    }

    private int Run(Terminal terminal, ParseResult options)
    {
        CheckEquation(options);
        double[] start = Start(options, options.GetValue(_sites) * options.GetValue(_hidden));
        string? folder = options.GetValue(_folder);
        int points = options.GetValue(_points), most = MostNumbers / (start.Length + 1);
        if (folder is not null && points > most)
            throw new InputException(
                $"--points = {points}, but it should be at most {most} for {start.Length} weights");
        if (folder is not null)
            OutputFolder.Prepare(folder);

        double end = options.GetValue(_time);
        double tolerance = options.GetValue(_tolerance);
        IntegrationOptions accuracy = new()
        {
            RelativeTolerance = tolerance,
            AbsoluteTolerance = tolerance / 100,
            SteadyVelocity = options.GetValue(_steady),
        };
        Trajectory trajectory = new(start.Length, end, points, kept: folder is not null, terminal.Cancellation);
        IntegrationResult result = terminal.Wait("integrating", options.GetValue(_json),
            () => Integrate(options, start, end, accuracy, trajectory));
        trajectory.Close(result);
        if (folder is not null)
            trajectory.Write(folder);
        Print(terminal, options.GetValue(_json), result);
        return 0;
    }

    /// <summary>Refuses, before anything is read or made, what no integrator could take.</summary>
    private void CheckEquation(ParseResult options)
    {
        string equation = options.GetValue(_equation)!;
        if (!Names.Contains(equation))
            throw new InputException($"equation = {equation}, but it should be one of {string.Join(", ", Names)}");
        int sites = options.GetValue(_sites), hidden = options.GetValue(_hidden);
        if (equation == "continuum" && (sites < 16 || !int.IsPow2(sites)))
            throw new InputException(
                $"--sites = {sites}, but for the continuum it should be a power of two, at least 16");

        // The linear systems of implicit steps hold 2NM³ + M⁴ numbers and less.
        double systems = (2.0 * sites * Math.Pow(hidden, 3)) + Math.Pow(hidden, 4);
        if (equation == "small-beta" && systems > MostMemory)
            throw new InputException($"--hidden = {hidden}, but it should be less with --sites = {sites}: "
                + $"2NM³ + M⁴ at most {MostMemory:G1}");
        if (equation == "exact" && hidden > PopulationFlow.MaximumHidden)
            throw new InputException(
                $"--hidden = {hidden}, but for the exact flow it should be at most {PopulationFlow.MaximumHidden}");
    }

    private IntegrationResult Integrate(
        ParseResult options, double[] start, double end, IntegrationOptions accuracy, Trajectory trajectory)
    {
        int sites = options.GetValue(_sites), hidden = options.GetValue(_hidden);
        double beta = options.GetValue(_beta);
        switch (options.GetValue(_equation))
        {
            case "linear":
                return Linear(new IsingRing(sites, beta), start, end, accuracy.BlowUpAmplitude, trajectory);
            case "small-beta":
                return RelaxationIntegrator.Integrate(new SmallBetaFlow(sites, hidden), start, 0, end, accuracy,
                    trajectory.Add);
            case "continuum":
                ReactionDiffusion flow = new(options.GetValue(_length) ?? sites, sites, hidden);
                return ExponentialRungeKutta.Integrate(flow, start, 0, end, accuracy, trajectory.Add);
            default:
                return new AdaptiveRungeKutta().Integrate(new PopulationFlow(sites, beta, hidden), start, 0, end,
                    accuracy, trajectory.Add);
        }
    }

    /// <summary>The linear flow needs no integrator: its state is known at every time.</summary>
    private static IntegrationResult Linear(
        IsingRing ring, double[] start, double end, double mostAmplitude, Trajectory trajectory)
    {
        LinearizedFlow flow = LinearizedFlow.OfRing([.. Enumerable.Range(0, ring.Sites).Select(ring.Covariance)]);
        bool runsAway = !IsBelow(end);
        double last = runsAway ? Bound() : end;
        foreach (double time in trajectory.Times.TakeWhile(time => time <= last))
            trajectory.Add(time, flow.Evolve(start, time));
        double[] state = flow.Evolve(start, last);
        return new(
            runsAway ? StopReason.BlowUp : StopReason.End, last, state,
            Enumerable.Range(0, state.Length).Max(i => Math.Abs(Velocity(i))), 0, 0, 0);

        bool IsBelow(double time) => flow.Evolve(start, time).All(w => Math.Abs(w) <= mostAmplitude);

        // The last time at which the weights are below the bound, to the last bit; 0 where they start above it.
        double Bound()
        {
            double below = 0, above = end;
            while (0.5 * (below + above) is var middle && middle > below && middle < above)
                (below, above) = IsBelow(middle) ? (middle, above) : (below, middle);
            return below;
        }

        // (23): Σ_d C_d w_{i+d} − w_i, around the ring of the unit that i belongs to.
        double Velocity(int i)
        {
            int unit = i / ring.Sites * ring.Sites;
            return Enumerable.Range(0, ring.Sites).Sum(
                d => ring.Covariance(d) * state[unit + (i + d) % ring.Sites]) - state[i];
        }
    }

    private double[] Start(ParseResult options, int dimension)
    {
        if (options.GetValue(_start) is string file)
            return VectorFile.Read(file, dimension);
        return WhiteNoise.Draw(dimension, options.GetValue(_noise), options.GetValue(_seed));
    }

    private static void Print(Terminal terminal, bool json, IntegrationResult result)
    {
        if (json)
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(new
            {
                reason = result.Reason.ToString(),
                time = result.Time,
                maxVelocity = result.MaxVelocity,
                steps = result.AcceptedSteps,
                rejectedSteps = result.RejectedSteps,
                evaluations = result.Evaluations,
                state = result.State,
            }, ReportCommand.Json));
            return;
        }

        terminal.Output.WriteLine($"stopped at t = {result.Time:R}: {Why(result.Reason)}");
        terminal.Output.WriteLine($"max |w| = {result.State.Max(Math.Abs):R}, max |dw/dt| = {result.MaxVelocity:R}");
        terminal.Output.WriteLine(
            $"{result.AcceptedSteps} steps, {result.RejectedSteps} rejected, {result.Evaluations} velocities");
    }

    private static string Why(StopReason reason) => reason switch
    {
        StopReason.Steady => "steady",
        StopReason.End => "end of the time asked for",
        StopReason.BlowUp => "the weights run away",
        StopReason.StepTooSmall => "the step became too small",
        _ => "too many steps",
    };
}
