// The place cell as the solution of an equation: the steady bump of the learning dynamics at small beta, on a lattice
// (37), on a ring without a lattice (38) and on the infinite line (44), and how small changes of it grow or decay, in
// units of nu beta. Where there is no lattice a shift costs nothing; a lattice holds the bump on a site, and lets it
// slide off a bond between two. All other changes decay, the breathing of the bump slowest of all: it is stable.
//
// Prints:
//                        max w    sum w^2   shift      breathing
//   lattice, on a site   0.9196   2.4001   -0.03231   -0.21659
//   lattice, on a bond   0.8449   2.3876    0.02646   -0.25941
//   ring of length 50    0.8284   2.3431    0.00000   -0.25717
//   infinite line        0.8284   2.3431    0.00000   -0.25717
//   kappa = 2 - sqrt(2) = 0.585786, sum w^2 = 8 - 4 sqrt(2) = 2.343146
#:project ../src/Theory/Theory.csproj

using RbmTheory.Theory.ReceptiveFields;

const int sites = 50;
LatticeBump onSite = LatticeBump.SiteCentred(sites), onBond = LatticeBump.BondCentred(sites);
RingBumpSpectrum ring = new(DnBump.Stable(sites));
BumpSpectrum line = new(SechProfile.Stable);

Console.WriteLine("                     max w    sum w^2   shift      breathing");
Row("lattice, on a site", onSite.Max, onSite.SumSquares, onSite.Eigenvalues[0], onSite.Eigenvalues[1]);
Row("lattice, on a bond", onBond.Max, onBond.SumSquares, onBond.Eigenvalues[0], onBond.Eigenvalues[1]);
Row("ring of length 50", ring.Bump.Amplitude, ring.Bump.Repressor, ring.Odd[0], ring.Even[0]);
Row("infinite line", line.Bump.Amplitude, line.Bump.Repressor, BumpSpectrum.Translation, line.Breathing);
Console.WriteLine($"kappa = 2 - sqrt(2) = {line.Bump.Kappa:F6}, sum w^2 = 8 - 4 sqrt(2) = {line.Bump.Repressor:F6}");

static void Row(string where, double max, double sumSquares, double shift, double breathing)
    => Console.WriteLine($"{where,-18}   {max:F4}   {sumSquares:F4}   {shift,8:F5}   {breathing:F5}");
