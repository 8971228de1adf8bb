using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Papers.Fissore;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.LinearAlgebra;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Tests.Papers.Fissore;

public class LinearPredictionTests
{
    private const int Sites = 8, Hidden = 4, Samples = 200, Updates = 40;

    private const double Rate = 0.5;

    /// <summary>The whole data set at every update and the exact model term: what is left is of second order in the
    /// weights, so that the relative error is halved with the size of the initial weights.</summary>
    [Fact]
    public void Singular_values_of_a_training_are_predicted_from_its_start_but_for_the_square_of_the_weights()
    {
        double large = Error(2e-3), small = Error(1e-3);
        Assert.InRange(small, 1e-7, 0.01);
        Assert.Equal(1, Math.Log2(large / small), 0.1);
    }

    private static double Error(double deviation)
    {
        SpinSet data = Data();
        Rbm machine = new(
            new(BinaryUnit.Instance, Sites, fields: true), new(BinaryUnit.Instance, Hidden, fields: true));
        machine.Randomize(deviation, 3);
        FieldsOfData.Set(machine, data);
        double[] predicted = LinearPrediction.Of(new DigitModes(data), machine, Rate, [Updates], default);
        TrainingPlan plan = new()
        {
            LearningRate = Rate,
            BatchSize = Samples,
            Chains = 1,
            GibbsSteps = 1,
            Epochs = Updates,
            NegativePhase = NegativePhase.Exact,
        };
        Trainer.Run(machine, data, plan, 1);
        SingularValueDecomposition trained = new(
            Array.ConvertAll(machine.Weights, w => (double)w), Hidden, Sites);
        Assert.Equal(Hidden, predicted.Length);
        return Enumerable.Range(0, Hidden).Max(a => Math.Abs(trained.Values[a] / predicted[a] - 1));
    }

    /// <summary>Pairs of pixels that are mostly alike.</summary>
    private static SpinSet Data()
    {
        SpinSet data = new(Samples, Sites);
        RandomStream stream = new(5, StreamPurpose.Data, 0);
        byte[] row = new byte[data.RowBytes];
        for (int s = 0; s < Samples; s++)
        {
            Array.Clear(row);
            for (int i = 0; i < Sites; i += 2)
            {
                bool first = stream.NextDouble() < 0.3 + 0.05 * i, second = stream.NextDouble() < 0.8 ? first : !first;
                row[i >> 3] |= (byte)((first ? 1 : 0) << (i & 7));
                row[(i + 1) >> 3] |= (byte)((second ? 1 : 0) << ((i + 1) & 7));
            }

            data.Write(s, row);
        }

        return data;
    }
}
