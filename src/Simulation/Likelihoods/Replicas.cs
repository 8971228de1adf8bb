using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>The replicas of a <see cref="TrajectoryTempering"/>: their Gibbs steps, their swaps, and their travels.
/// Even pairs of rungs and odd ones are swapped in turn.</summary>
internal sealed class Replicas
{
    private readonly List<Rung> _rungs;
    private readonly TemperingPlan _plan;
    private readonly Team _team;
    private readonly double[][] _own;
    private readonly double[][] _byNeighbour;
    private readonly Action<int> _move;
    private readonly Action<int> _weigh;

    /// <summary>Where the replica came from that is at a rung of a ladder: the first rung, the last, or neither yet.
    /// </summary>
    private readonly Origin[][] _origins;
    private RandomStream _stream;
    private int _parity;

    public Replicas(List<Rung> rungs, TemperingPlan plan, Team team, ulong seed, int round)
    {
        (_rungs, _plan, _team) = (rungs, plan, team);
        _own = [.. rungs.Select(_ => new double[plan.Ladders])];
        _byNeighbour = [.. rungs.Select(_ => new double[plan.Ladders])];
        _origins = [.. rungs.Select(_ => new Origin[plan.Ladders])];
        _stream = new(seed, StreamPurpose.Other, Streams.Swaps + (ulong)round);
        (_move, _weigh) = (k => _rungs[k].Move(_plan.GibbsSteps), Weigh);
    }

    private enum Origin
    {
        None,
        First,
        Last,
    }

    /// <summary>Replicas that came back to the first rung from the last, after the first.</summary>
    public int RoundTrips { get; private set; }

    /// <summary>Replicas that came to the last rung from the first.</summary>
    public int Arrivals { get; private set; }

    /// <summary>Gibbs steps of every replica, then swaps.</summary>
    /// <param name="record">Told the log-weights of each pair, and whether it was swapped.</param>
    public void Sweep(SwapRecord record)
    {
        _team.ForEach(_rungs.Count, _move);
        _team.ForEach(_rungs.Count, _weigh);
        for (int k = _parity; k + 1 < _rungs.Count; k += 2)
        {
            for (int r = 0; r < _plan.Ladders; r++)
            {
                double first = _byNeighbour[k][r] - _own[k][r], second = _own[k + 1][r] - _byNeighbour[k + 1][r];
                double probability = PortableMath.Exp(Math.Min(first - second, 0));
                bool isSwapped = _stream.NextDouble() < probability;
                record.Add(k, first, second, probability);
                if (isSwapped)
                    Swap(k, r);
            }
        }

        _parity = 1 - _parity;
        Travel();
    }

    /// <summary>Counts trips anew.</summary>
    public void ForgetTrips() => (RoundTrips, Arrivals) = (0, 0);

    /// <summary>The weights by one machine of its own replicas and of its neighbour's.</summary>
    private void Weigh(int k)
    {
        int neighbour = (k - _parity) % 2 == 0 ? k + 1 : k - 1;
        if (neighbour < 0 || neighbour >= _rungs.Count)
            return;
        _rungs[k].Weigh(_rungs[k], _own[k]);
        _rungs[k].Weigh(_rungs[neighbour], _byNeighbour[neighbour]);
    }

    private void Swap(int k, int ladder)
    {
        Span<byte> first = _rungs[k].Row(ladder), second = _rungs[k + 1].Row(ladder);
        for (int b = 0; b < first.Length; b++)
            (first[b], second[b]) = (second[b], first[b]);
        (_origins[k][ladder], _origins[k + 1][ladder]) = (_origins[k + 1][ladder], _origins[k][ladder]);
    }

    private void Travel()
    {
        for (int r = 0; r < _plan.Ladders; r++)
        {
            RoundTrips += _origins[0][r] == Origin.Last ? 1 : 0;
            Arrivals += _origins[^1][r] == Origin.First ? 1 : 0;
            (_origins[0][r], _origins[^1][r]) = (Origin.First, Origin.Last);
        }
    }
}
