using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>The logarithm of a product of many numbers, each given by its logarithm or as a factor ≥ 1. Factors are
/// multiplied until the product is so large that the next might overflow, so that hundreds of them share one
/// logarithm.</summary>
internal struct LogProduct
{
    private const double Flush = 1e250;

    private double _sum;
    private double _product = 1;

    /// <summary>The empty product, 1.</summary>
    public LogProduct()
    {
    }

    /// <summary>The logarithm of the product.</summary>
    public readonly double Value => _sum + PortableMath.Log(_product);

    /// <summary>Multiplies by e^x.</summary>
    public void AddLog(double x) => _sum += x;

    /// <summary>Multiplies by a factor in [1, 1e50].</summary>
    public void Multiply(double factor)
    {
        _product *= factor;
        if (_product > Flush)
        {
            _sum += PortableMath.Log(_product);
            _product = 1;
        }
    }
}
