using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// Chooses the rungs of a tempering on a path of machines. From each rung it goes as far as a trial still finds swaps
/// accepted: over whole machines of the path where it can, by parts of the way to the next one where it cannot. The
/// replicas of a new rung are those of the one before after some Gibbs steps, so that the last rung starts from an
/// annealing. Every second ladder is then begun anew from rows that are known, at all its rungs.
/// </summary>
internal sealed class LadderBuilder(MachinePath path, TemperingPlan plan, ulong seed)
{
    private const int TrialSteps = 20;
    private const double Low = 0.4, High = 0.65, ShortestStep = 1.0 / 1024;

    private readonly double[] _first = new double[plan.Ladders], _firstByNext = new double[plan.Ladders];
    private readonly double[] _next = new double[plan.Ladders], _nextByFirst = new double[plan.Ladders];
    private int _made;

    /// <summary>The rungs, from place 0 to the end.</summary>
    /// <param name="ct">Checked before each trial.</param>
    public List<Rung> Build(CancellationToken ct)
    {
        List<Rung> rungs = [NewRung(0)];
        rungs[0].Move(1);
        double step = 1;
        while (rungs[^1].Place < path.End)
        {
            bool isLast = rungs.Count == plan.MostRungs - 1;
            while (true)
            {
                ct.ThrowIfCancellationRequested();
                Rung last = rungs[^1], trial = After(last, isLast ? path.End : Reached(last.Place, step));
                double taken = trial.Place - last.Place, accepted = Acceptance(last, trial);
                if (accepted >= Low || taken <= ShortestStep || isLast)
                {
                    rungs.Add(trial);
                    step = accepted > High ? 2 * taken : taken;
                    break;
                }

                step = taken / 2;
            }
        }

        return rungs;
    }

    /// <summary>Lets every second ladder begin from given rows, after some Gibbs steps at each rung.</summary>
    /// <param name="rungs">The rungs.</param>
    /// <param name="known">Rows one after another; none leaves all as it is.</param>
    public void Begin(List<Rung> rungs, ReadOnlySpan<byte> known)
    {
        for (int k = 0, next = 0; k < rungs.Count && known.Length > 0; k++)
        {
            Rung rung = rungs[k];
            for (int r = 1; r < plan.Ladders; r += 2, next++)
                known.Slice(next % (known.Length / rung.RowBytes) * rung.RowBytes, rung.RowBytes).CopyTo(rung.Row(r));
            rung.Move(TrialSteps);
        }
    }

    /// <summary>A rung halfway between two.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The next.</param>
    public Rung Between(Rung left, Rung right) => After(left, (left.Place + right.Place) / 2);

    /// <summary>The place a step away, whole where a machine of the path is reached.</summary>
    private double Reached(double place, double step)
    {
        double whole = Math.Floor(place + step);
        return Math.Min(whole > place ? whole : place + step, path.End);
    }

    private Rung After(Rung last, double place)
    {
        Rung rung = NewRung(place);
        last.Rows.CopyTo(rung.Rows, 0);
        rung.Move(TrialSteps);
        return rung;
    }

    private Rung NewRung(double place) => new(path, place, plan.Ladders, seed, _made++);

    /// <summary>The mean of min(1, e^Δ) for swaps of replicas of different ladders: those of one ladder are still
    /// alike.</summary>
    private double Acceptance(Rung first, Rung next)
    {
        first.Weigh(first, _first);
        next.Weigh(first, _firstByNext);
        next.Weigh(next, _next);
        first.Weigh(next, _nextByFirst);
        double sum = 0;
        for (int r = 0; r < plan.Ladders; r++)
        {
            int other = (r + 1) % plan.Ladders;
            double gain = _firstByNext[r] - _first[r] + _nextByFirst[other] - _next[other];
            sum += PortableMath.Exp(Math.Min(gain, 0));
        }

        return sum / plan.Ladders;
    }
}
