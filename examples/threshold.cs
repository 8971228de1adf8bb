// From how many samples can a machine learn at all? At the noise ratio r = N/S the signal of the Ising ring, the top
// eigenvalue e^{2β} of its covariance, leaves the noise, (1 + √r)², at β = ln(1 + √r): equation (27). Samples are drawn
// below, at and above; their own top eigenvalue is compared with what random-matrix theory predicts for it.
//
// Prints:
//   N = 100, S = 2500: the signal leaves the noise at beta = 0.182322 = ln(1 + sqrt(r))
//   beta     signal   noise    top of the samples, and predicted
//   0.0912   1.2000   1.4400   1.5083   1.5209 +- 0.0185
//   0.1823   1.4400   1.4400   1.7390   1.7291 +- 0.0238
//   0.3646   2.0736   1.4400   2.3604   2.3489 +- 0.0379
#:project ../src/Theory/Theory.csproj
#:project ../src/Simulation/Simulation.csproj

using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

const int sites = 100, samples = 2500;
double noiseRatio = (double)sites / samples, noise = new MarchenkoPastur(noiseRatio).UpperEdge;

double low = 0.01, high = 1;
while (high - low > 1e-12)
{
    double middle = (low + high) / 2;
    (low, high) = IsingRing.TopEigenvalueInfinite(middle) < noise ? (middle, high) : (low, middle);
}

Console.WriteLine($"N = {sites}, S = {samples}: the signal leaves the noise at beta = {low:F6} = ln(1 + sqrt(r))");
Console.WriteLine("beta     signal   noise    top of the samples, and predicted");
foreach (double beta in (double[])[low / 2, low, 2 * low])
{
    IsingRing ring = new(sites, beta);
    SpinSet data = new IsingRingSampler(sites, beta).SampleSet(samples, seed: 1);
    double top = new LeadingEigenpair(SpinCovariance.Of(data)).Value;
    TopSampleEigenvalue predicted = TopSampleEigenvalue.Of(ring, samples);
    Console.WriteLine($"{beta:F4}   {ring.TopEigenvalue:F4}   {noise:F4}   {top:F4}   "
        + $"{predicted.Mean:F4} +- {predicted.StandardDeviation:F4}");
}
