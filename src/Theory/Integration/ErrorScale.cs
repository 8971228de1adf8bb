using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Theory.Integration;

/// <summary>
/// How large a vector is next to what <see cref="IntegrationOptions"/> allow: the root mean square over the components
/// of e_i / (AbsoluteTolerance + RelativeTolerance · |w_i|).
/// </summary>
internal sealed class ErrorScale(IntegrationOptions options)
{
    /// <summary>The size of an error at one state.</summary>
    public double Norm(ReadOnlySpan<double> error, ReadOnlySpan<double> state) => Norm(error, state, state);

    /// <summary>The size of the error of a step, |w_i| being the larger of its two ends; +∞ if not finite.</summary>
    public double Norm(ReadOnlySpan<double> error, ReadOnlySpan<double> start, ReadOnlySpan<double> end)
    {
        ReadOnlySpan<Vector256<double>> wideError = MemoryMarshal.Cast<double, Vector256<double>>(error);
        ReadOnlySpan<Vector256<double>> wideStart =
            MemoryMarshal.Cast<double, Vector256<double>>(start[..error.Length]);
        ReadOnlySpan<Vector256<double>> wideEnd = MemoryMarshal.Cast<double, Vector256<double>>(end[..error.Length]);
        double absolute = options.AbsoluteTolerance, relative = options.RelativeTolerance;
        Vector256<double> sums = Vector256<double>.Zero, overflow = Vector256<double>.Zero;
        for (int i = 0; i < wideError.Length; i++)
        {
            Vector256<double> size = Vector256.Max(Vector256.Abs(wideStart[i]), Vector256.Abs(wideEnd[i]));
            Vector256<double> scaled = wideError[i] / (Vector256.Create(absolute) + (relative * size));
            sums += scaled * scaled;
            overflow += 0 * wideEnd[i]; // NaN, unless finite
        }

        double sum = Vector256.Sum(sums) + Vector256.Sum(overflow);
        for (int i = wideError.Length * Vector256<double>.Count; i < error.Length; i++)
        {
            double scaled = error[i] / (absolute + (relative * Math.Max(Math.Abs(start[i]), Math.Abs(end[i]))));
            sum += (scaled * scaled) + (0 * end[i]);
        }

        double norm = Math.Sqrt(sum / error.Length);
        return double.IsFinite(norm) ? norm : double.PositiveInfinity;
    }
}
