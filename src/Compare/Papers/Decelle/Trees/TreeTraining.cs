using System.Diagnostics;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Training;
using RbmTheory.Compare.Trees;
using RbmTheory.Simulation.Clusters;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Trees;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>One training, the trees of its fixed points, and clusters by other methods beside them.</summary>
/// <param name="settings">The training.</param>
/// <param name="run">The run.</param>
internal sealed class TreeTraining(TreeRun settings, RunContext run)
{
    /// <summary>The youngest age: no data have two fixed points there.</summary>
    private const int Youngest = 16;

    /// <summary>Gains of that many transitions are looked for.</summary>
    private const int Gains = 40;

    /// <summary>Gains are measured at fixed points of ages with no more of them than this.</summary>
    public const int MostPoints = 12;

    /// <summary>Clusters are compared up to this number, at most at so many of them.</summary>
    private const int MostClusters = 32, Comparisons = 6;

    /// <summary>Starts of k-means.</summary>
    private const int Starts = 3;

    private readonly TreeData _data = TreeData.Of(settings, run);

    /// <summary>Trains and measures.</summary>
    public TreeHistory Run()
    {
        long began = Stopwatch.GetTimestamp();
        IReadOnlyList<(long Update, Rbm Machine)> ages = Train();
        double training = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double[] deviations = Deviations.Of(_data.Rows);
        IReadOnlyList<double> transitions = GainAges.Of([.. ages.Select(age => age.Update)],
            [.. ages.Select(age => FrozenGain.Of(age.Machine, deviations, Gains))]);
        IDataSet points = SomeRows.Spread(_data.Rows, settings.Points);
        int[] places = [.. Enumerable.Range(0, points.Samples).Select(
            n => (int)((long)n * _data.Rows.Samples / points.Samples))];
        int[][] levels = [.. _data.Levels.Select(level => Array.ConvertAll(places, place => level[place]))];
        began = Stopwatch.GetTimestamp();
        ModeTree first = ModeTree.Follow(ages, points, 1, ct: run.Stop);
        ModeTree second = ModeTree.Follow(ages, points, 2, ct: run.Stop);
        double trees = Stopwatch.GetElapsedTime(began).TotalSeconds;
        float[] values = Values(points);
        Ward ward = Ward.Of(values, points.Sites);
        bool isFirst = run.Number == 1;
        ModeNode[] nodes = [.. first.Root.All];
        return new()
        {
            TrainingSeconds = Math.Round(training, 1),
            TreeSeconds = Math.Round(trees, 1),
            Transitions = [.. transitions.Select(age => Math.Round(age, 1))],
            First = Rows(first, levels[^1]),
            Second = Rows(second, levels[^1]),
            Branchings = [.. Branchings(first, ages)],
            BranchingValue = Math.Round(BranchingValue(first, ages), 5),
            Scores = [.. Scores(first, levels, values, ward).Select(x => Math.Round(x, 5))],
            Recovery = settings.Kind == TreeKind.Ultrametric ? Recovery(first, second, ward, levels) : null,
            TipOf = isFirst ? TipOf(nodes, points.Samples) : null,
            ClassOf = isFirst ? Array.ConvertAll(levels[_data.Shown], label => (double)label) : null,
            Nodes = isFirst ? [.. nodes.SelectMany(node => new[]
            {
                (double)Array.FindIndex(nodes, other => other.Children.Contains(node)), node.Together, node.Apart,
            })] : null,
        };
    }

    private IReadOnlyList<(long Update, Rbm Machine)> Train()
    {
        SpinSet rows = _data.Rows;
        Rbm machine = new(
            new(BinaryUnit.Instance, rows.Sites, fields: true),
            new(BinaryUnit.Instance, settings.Hidden, fields: true));
        machine.Randomize(settings.InitialDeviation, run.Seed);
        FieldsOfData.Set(machine, rows);
        Snapshots snapshots = new(machine, new SnapshotSchedule(settings.PerOctave, Every: 1, Until: 0));
        TrainingPlan plan = new()
        {
            LearningRate = settings.LearningRate,
            BatchSize = settings.Batch,
            Chains = settings.Batch,
            GibbsSteps = settings.GibbsSteps,
            Epochs = settings.Epochs,
        };
        Trainer.Run(machine, new ShuffledBatches(rows, settings.Batch, run.Seed), plan, run.Seed, ct: run.Stop,
            observer: new ProgressObserver(settings.Epochs, run.Progress, new TrainingObserver(
                afterUpdate: snapshots.AfterUpdate)));
        long last = settings.Updates;
        return
        [
            .. snapshots.Ages(machine, int.MaxValue / 2).Where(age => age.Update >= Youngest && age.Update < last),
            (last, machine),
        ];
    }

    private static double[] Rows(ModeTree tree, int[] classes)
        => [.. tree.Ages.SelectMany(age =>
        {
            ClusterScores scores = ClusterScores.Of(age.ClusterOf, classes);
            return new TreeAge(age.Update, age.Starts, age.NotConverged, age.Clusters, Math.Round(scores.Purity, 5),
                Math.Round(scores.MutualInformation, 5)).Numbers;
        })];

    /// <summary>Where fixed points become one, the gains of those that do and of those that do not.</summary>
    private static IEnumerable<double> Branchings(ModeTree tree, IReadOnlyList<(long Update, Rbm Machine)> ages)
    {
        for (int k = 0; k + 1 < tree.Ages.Count; k++)
        {
            (ModeAge older, ModeAge younger) = (tree.Ages[k], tree.Ages[k + 1]);
            if (older.Clusters > MostPoints || older.Clusters == younger.Clusters)
                continue;
            Rbm machine = ages.First(age => age.Update == older.Update).Machine;
            double[] gains = [.. Enumerable.Range(0, older.Clusters).Select(cluster => FixedPointGain.Of(
                machine, older.Points.Span.Slice(cluster * machine.Sites, machine.Sites)))];
            int[] becomes = [.. Enumerable.Range(0, older.Clusters).Select(
                cluster => younger.ClusterOf[older.ClusterOf.ToList().IndexOf(cluster)])];
            foreach (IGrouping<int, int> joined in Enumerable.Range(0, older.Clusters).GroupBy(c => becomes[c]))
            {
                if (joined.Count() == 1)
                    continue;
                double[] others = [.. Enumerable.Range(0, older.Clusters)
                    .Where(c => becomes.Count(b => b == becomes[c]) == 1).Select(c => gains[c])];
                yield return younger.Update;
                yield return older.Update;
                yield return Math.Round(joined.Max(c => gains[c]), 5);
                yield return others.Length > 0 ? Math.Round(others.Average(), 5) : double.NaN;
            }
        }
    }

    private static double BranchingValue(ModeTree tree, IReadOnlyList<(long Update, Rbm Machine)> ages)
        => tree.Ages.LastOrDefault(age => age.Clusters > 1) is ModeAge branched
            ? new WeightSpectrum(ages.First(age => age.Update == branched.Update).Machine).Values[0] : double.NaN;

    private IEnumerable<double> Scores(ModeTree tree, int[][] levels, float[] values, Ward ward)
    {
        ModeAge[] ages = [.. tree.Ages.Where(age => age.Clusters is > 1 and <= MostClusters)
            .DistinctBy(age => age.Clusters).Reverse()];
        HashSet<int> chosen = [.. Enumerable.Range(0, Math.Min(Comparisons, ages.Length)).Select(
            k => ages[k * ages.Length / Math.Min(Comparisons, ages.Length)].Clusters)];
        foreach (int classes in TreeData.ClassesOf(settings.Kind))
        {
            if (ages.Length > 0)
                chosen.Add(ages.MinBy(age => Math.Abs(Math.Log(age.Clusters / (double)classes)))!.Clusters);
        }

        foreach (ModeAge age in ages.Where(age => chosen.Contains(age.Clusters)))
        {
            run.Stop.ThrowIfCancellationRequested();
            RandomStream stream = new(run.Seed, StreamPurpose.Other, (ulong)age.Clusters);
            List<KMeans> means = [];
            for (int start = 0; start < Starts; start++)
                means.Add(KMeans.Of(values, values.Length / levels[0].Length, age.Clusters, ref stream));
            int[] cut = ward.Cut(age.Clusters);
            foreach ((int level, int[] classes) in levels.Index())
            {
                double[][] ofMeans = [.. means.Select(found => Numbers(ClusterScores.Of(found.Clusters, classes)))];
                yield return level;
                yield return age.Clusters;
                foreach (double number in Numbers(ClusterScores.Of(age.ClusterOf, classes)))
                    yield return number;
                for (int k = 0; k < ofMeans[0].Length; k++)
                    yield return ofMeans.Average(numbers => numbers[k]);
                foreach (double number in Numbers(ClusterScores.Of(cut, classes)))
                    yield return number;
            }
        }
    }

    private static double[] Numbers(ClusterScores scores) =>
        [scores.Purity, scores.MutualInformation, scores.AdjustedMutualInformation, scores.AdjustedRand];

    private static double[] Recovery(ModeTree first, ModeTree second, Ward ward, int[][] levels)
    {
        int count = levels[0].Length;
        int[,] known = Pairs((one, other) => levels.Count(level => level[one] != level[other]));
        return
        [
            .. new[] { Pairs(first.AgesApart), Pairs(second.AgesApart), ward.UnionsUntilTogether() }
                .Select(found => Math.Round(TreeRecovery.Of(found, known), 5)),
        ];

        int[,] Pairs(Func<int, int, int> of)
        {
            int[,] pairs = new int[count, count];
            for (int one = 0; one < count; one++)
            {
                for (int other = 0; other < one; other++)
                    pairs[one, other] = pairs[other, one] = of(one, other);
            }

            return pairs;
        }
    }

    private static double[] TipOf(ModeNode[] nodes, int count)
    {
        double[] tipOf = new double[count];
        foreach ((int tip, ModeNode node) in nodes.Where(node => node.Children.Count == 0).Index())
        {
            foreach (int member in node.Members)
                tipOf[member] = tip;
        }

        return tipOf;
    }

    private static float[] Values(IDataSet points)
    {
        float[] values = new float[points.Samples * points.Sites];
        byte[] row = new byte[points.RowBytes];
        for (int n = 0; n < points.Samples; n++)
        {
            points.CopyRow(n, row);
            BinaryUnit.Instance.Decode(row, values.AsSpan(n * points.Sites, points.Sites));
        }

        return values;
    }
}
