using System.CommandLine;
using System.Text;
using System.Text.Json;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm theory flow EQUATION</c>: integrates one of the learning flows, from noise or from a file.</summary>
public sealed class FlowCommand
{
    private const string Equations = "linear (23), small-beta (37) and (50)-(51), continuum (38) and (52), exact";

    // A gigabyte of text, which one string still holds.
    private const long MostNumbers = 40_000_000;

    // Four gigabytes.
    private const double MostMemory = 5e8;

    private readonly Argument<string> _equation = new("equation") { Description = $"Which flow: {Equations}" };
    private readonly Option<int> _sites = Options.Whole("--sites", "Sites N of the ring", 100, 3, 10_000);
    private readonly Option<int> _hidden = Options.Whole("--hidden", "Hidden units M", 1, 1, 100);
    private readonly Option<double> _beta = Options.Real("--beta", "Inverse temperature, for the linear and the exact flow", 1, 0, 10);
    private readonly Option<double?> _length = Options.Optional("--length", "Length of the ring of the continuum; N points on it, a power of two", 0, 1e6);
    private readonly Option<double> _time = Options.Real("--time", "Time to integrate: νβt, or νt for the linear and the exact flow", 1000, 0, 1e9);
    private readonly Option<double> _noise = Options.Real("--noise", "Standard deviation of the white noise it starts from", 0.01, 0, 10);
    private readonly Option<string> _start = new("--start") { Description = "File of the start instead: N × M numbers, a unit after the other", HelpName = "file" };
    private readonly Option<double> _steady = Options.Real("--steady", "Stop when max |dw/dt| is below this", 1e-8, 0, 1);
    private readonly Option<double> _tolerance = Options.Real("--tolerance", "Relative error of a step", 1e-9, 1e-14, 0.01);
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
            flow._equation, flow._sites, flow._hidden, flow._beta, flow._length, flow._time, flow._noise, flow._start, flow._steady,
            flow._tolerance, flow._points, flow._seed, flow._folder, flow._json,
        };
        command.SetAction(parsed => flow.Run(terminal, parsed));
        return command;
    }

    private int Run(Terminal terminal, ParseResult options)
    {
        double[] start = Start(options, options.GetValue(_sites) * options.GetValue(_hidden));
        string? folder = options.GetValue(_folder);
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
        int points = options.GetValue(_points);
        if (folder is not null && (points + 1L) * (start.Length + 1) > MostNumbers)
        {
            throw new InputException($"--points = {points}, but it should be at most {MostNumbers / (start.Length + 1) - 1} with "
                + $"{start.Length} weights");
        }
        Trajectory trajectory = new(start.Length, end, points, folder is not null, terminal.Cancellation);
        IntegrationResult result = Integrate(options, start, end, accuracy, trajectory);
        if (folder is not null)
        {
            trajectory.Close(result);
            trajectory.Write(folder);
        }
        Print(terminal, options.GetValue(_json), result);
        return 0;
    }

    private IntegrationResult Integrate(
        ParseResult options, double[] start, double end, IntegrationOptions accuracy, Trajectory trajectory)
    {
        int sites = options.GetValue(_sites), hidden = options.GetValue(_hidden);
        double beta = options.GetValue(_beta);
        switch (options.GetValue(_equation))
        {
            case "linear":
                return Linear(new IsingRing(sites, beta), start, end, trajectory);
            case "small-beta":
                // The linear systems of implicit steps hold 2NM³ + M⁴ numbers and less.
                double systems = (2.0 * sites * Math.Pow(hidden, 3)) + Math.Pow(hidden, 4);
                if (systems > MostMemory)
                    throw new InputException($"--hidden = {hidden}, but it should be less with --sites = {sites}: 2NM³ + M⁴ at most {MostMemory:G1}");
                return RelaxationIntegrator.Integrate(new SmallBetaFlow(sites, hidden), start, 0, end, accuracy, trajectory.Add);
            case "continuum":
                if (sites < 16 || !int.IsPow2(sites))
                    throw new InputException($"--sites = {sites}, but for the continuum it should be a power of two, at least 16");
                ReactionDiffusion flow = new(options.GetValue(_length) ?? sites, sites, hidden);
                return ExponentialRungeKutta.Integrate(flow, start, 0, end, accuracy, trajectory.Add);
            case "exact":
                if (hidden > PopulationFlow.MaximumHidden)
                    throw new InputException($"--hidden = {hidden}, but for the exact flow it should be at most {PopulationFlow.MaximumHidden}");
                return new AdaptiveRungeKutta().Integrate(new PopulationFlow(sites, beta, hidden), start, 0, end, accuracy, trajectory.Add);
            default:
                throw new InputException($"equation = {options.GetValue(_equation)}, but it should be one of linear, small-beta, "
                    + "continuum, exact");
        }
    }

    /// <summary>The linear flow needs no integrator: its state is known at every time.</summary>
    private static IntegrationResult Linear(IsingRing ring, double[] start, double end, Trajectory trajectory)
    {
        LinearizedFlow flow = LinearizedFlow.OfRing([.. Enumerable.Range(0, ring.Sites).Select(ring.Covariance)]);
        double[] state = start;
        double reached = 0;
        StopReason reason = StopReason.End;
        foreach (double time in trajectory.Times)
        {
            double[] next = flow.Evolve(start, time);
            if (!next.All(double.IsFinite))
            {
                reason = StopReason.BlowUp;
                break;
            }
            trajectory.Add(time, next);
            (reached, state) = (time, next);
        }
        return new(reason, reached, state, Enumerable.Range(0, state.Length).Max(i => Math.Abs(Velocity(i))), 0, 0, 0);

        // (23): Σ_d C_d w_{i+d} − w_i, around the ring of the unit that i belongs to.
        double Velocity(int i)
        {
            int unit = i / ring.Sites * ring.Sites;
            return Enumerable.Range(0, ring.Sites).Sum(d => ring.Covariance(d) * state[unit + (i + d) % ring.Sites]) - state[i];
        }
    }

    private double[] Start(ParseResult options, int dimension)
    {
        if (options.GetValue(_start) is string file)
            return VectorFile.Read(file, dimension);
        RandomStream stream = new(options.GetValue(_seed), StreamPurpose.Weights, 0);
        double[] start = new double[dimension];
        for (int i = 0; i < dimension; i++)
            start[i] = options.GetValue(_noise) * stream.NextGaussian();
        return start;
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
        terminal.Output.WriteLine($"{result.AcceptedSteps} steps, {result.RejectedSteps} rejected, {result.Evaluations} velocities");
    }

    private static string Why(StopReason reason) => reason switch
    {
        StopReason.Steady => "steady",
        StopReason.End => "end of the time asked for",
        StopReason.BlowUp => "the weights run away",
        StopReason.StepTooSmall => "the step became too small",
        _ => "too many steps",
    };

    /// <summary>States at evenly spaced times, as far as the integration got, and where it stopped.</summary>
    private sealed class Trajectory(int dimension, double end, int points, bool kept, CancellationToken stop)
    {
        private readonly List<double> _rows = [];
        private readonly double[] _state = new double[dimension];
        private int _next;

        public IEnumerable<double> Times => Enumerable.Range(0, points).Select(TimeOf);

        public void Add(DenseStep step)
        {
            stop.ThrowIfCancellationRequested();
            for (; kept && _next < points && TimeOf(_next) <= step.EndTime; _next++)
            {
                step.Interpolate(TimeOf(_next), _state);
                Add(TimeOf(_next), _state);
            }
        }

        public void Add(ExponentialStep step)
        {
            stop.ThrowIfCancellationRequested();
            for (; kept && _next < points && TimeOf(_next) <= step.EndTime; _next++)
            {
                step.Interpolate(TimeOf(_next), _state);
                Add(TimeOf(_next), _state);
            }
        }

        public void Add(double time, double[] state)
        {
            stop.ThrowIfCancellationRequested();
            if (!kept)
                return;
            _rows.Add(time);
            _rows.AddRange(state);
        }

        private double TimeOf(int index) => end * index / (points - 1);

        /// <summary>Adds the last state, where it is not on the grid.</summary>
        public void Close(IntegrationResult result)
        {
            if (_rows.Count > 0 && _rows[^(dimension + 1)] == result.Time)
                return;
            Add(result.Time, result.State);
        }

        public void Write(string folder)
        {
            int width = dimension + 1;
            StringBuilder csv = new("t");
            for (int i = 1; i <= dimension; i++)
                csv.Append($",w{i}");
            csv.Append('\n');
            for (int row = 0; row < _rows.Count / width; row++)
                csv.AppendJoin(',', _rows.Skip(row * width).Take(width).Select(x => $"{x:R}")).Append('\n');
            AtomicFile.WriteText(Path.Combine(folder, "trajectory.csv"), csv.ToString());
            using MemoryStream npy = new();
            NpyFile.Write(npy, _rows.ToArray(), _rows.Count / width, width);
            AtomicFile.WriteBytes(Path.Combine(folder, "trajectory.npy"), npy.ToArray());
        }
    }
}
