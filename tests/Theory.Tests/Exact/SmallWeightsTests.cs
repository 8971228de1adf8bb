using RbmTheory.Theory.Exact;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.Tests.Exact;

public class SmallWeightsTests
{
    // w ~ √β: t counts as w².
    private static readonly Grading SmallBeta = new(symbol => symbol.Equals(RingMoments.T) ? 2 : 1, 4);

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    public void Moments_of_the_ring_are_those_of_enumeration(int sites)
    {
        const double beta = 0.6;
        var ring = new RingMoments(sites);
        var enumeration = new Enumeration(sites, beta);
        double Value(Polynomial p) => p.Terms.Sum(term =>
            term.Coefficient.ToDouble() * Math.Pow(Math.Tanh(beta), term.Monomial.Degree));
        for (int set = 0; set < 1 << sites; set++)
        {
            double exact = enumeration.Mean(v => Enumerable.Range(0, sites)
                .Where(i => ((set >> i) & 1) == 1).Aggregate(1, (product, i) => product * Enumeration.Spin(v, i)));
            Assert.Equal(exact, Value(ring.Numerator(set)) / Value(ring.Denominator), 1e-14);
        }
    }

    [Fact]
    public void Truncated_moments_have_the_wrap_around_terms()
    {
        // ⟨v_1 v_3⟩ = (t² + t³)/(1 + t⁵) = t² + t³ − t⁷ − t⁸ + … on a ring of 5.
        Polynomial t = RingMoments.T;
        Polynomial expected = t.Pow(2) + t.Pow(3) - t.Pow(7) - t.Pow(8);
        Assert.Equal(expected, new RingMoments(5).Moment(0b101, Grading.TotalDegree(11)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Expanded_likelihood_is_that_of_enumeration_at_small_weights(int hidden)
    {
        // log L is even in the weights, so the expansion to fourth order is off by O(w⁶): 64 times less at half of the
        // weights, were there no rounding; 40 leaves room for the eighth order.
        const int sites = 5;
        const double beta = 0.3;
        var expansion = new SmallWeights(sites, hidden, new Grading(s => s.Name[0] == 't' ? 0 : 1, 4));
        var ring = new RingMoments(sites);
        double t = Math.Tanh(beta);
        Polynomial data = expansion.DataTerm(ring.Numerator), model = expansion.LogPartitionOverHidden();
        double[] weights = Samples.Fixed(sites * hidden, 5, 0.1);
        double Error(double scale)
        {
            double[] w = [.. weights.Select(x => scale * x)];
            double Value(Polynomial p) => p.Terms.Sum(term => term.Monomial.Factors.Aggregate(
                term.Coefficient.ToDouble(), (product, f) => product * Math.Pow(Number(f.Symbol, w), f.Power)));
            double Number(Symbol symbol, double[] values)
            {
                if (symbol.Equals(RingMoments.T))
                    return t;
                for (int k = 0; k < values.Length; k++)
                {
                    if (expansion.Weight(k % sites, k / sites).Equals(symbol))
                        return values[k];
                }

                throw new ArgumentException(symbol.Name);
            }

            double expanded = (Value(data) / (1 + Math.Pow(t, sites))) - Value(model);
            double exact = new Enumeration(sites, beta).LogLikelihood(w) + (sites * Math.Log(2));
            return Math.Abs(expanded - exact);
        }

        Assert.InRange(Error(4) / Error(2), 40, 90);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Rate_and_energy_are_those_of_the_numerical_flow(int hidden)
    {
        const int sites = 5;
        var expansion = new SmallWeights(sites, hidden, SmallBeta);
        var flow = new SmallBetaFlow(sites, hidden);
        double[] state = Samples.Fixed(sites * hidden, 8), velocity = new double[state.Length];
        flow.Velocity(0, state, velocity);
        double Value(Polynomial p) => p.Terms.Sum(term => term.Monomial.Factors.Aggregate(
            term.Coefficient.ToDouble(), (product, f) => product * Math.Pow(state[Index(f.Symbol)], f.Power)));
        int Index(Symbol symbol) => Enumerable.Range(0, state.Length)
            .First(k => expansion.Weight(k % sites, k / sites).Equals(symbol));
        Assert.All(Enumerable.Range(0, state.Length), k =>
            Assert.Equal(velocity[k], Value(expansion.SmallBetaRate(k % sites, k / sites)), 1e-13));
        Assert.Equal(flow.Energy(state), Value(expansion.Energy()), 1e-12);
    }

    [Fact]
    public void Rings_that_are_too_long_to_list_are_refused()
        => Samples.IsRefused("sites = 17, but it should be in [3, 16]", () => _ = new RingMoments(17));
}
