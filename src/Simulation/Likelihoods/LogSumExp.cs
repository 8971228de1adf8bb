using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>log Σ e^x of numbers given one by one, with the largest taken out, so that no term overflows.</summary>
internal struct LogSumExp
{
    private double _largest = double.NegativeInfinity;
    private double _sum;

    /// <summary>The empty sum.</summary>
    public LogSumExp()
    {
    }

    /// <summary>The logarithm of the sum; −∞ where it is empty.</summary>
    public readonly double Value => _largest + PortableMath.Log(_sum);

    /// <summary>Adds e^x, x below +∞.</summary>
    public void Add(double x)
    {
        if (x > _largest)
        {
            _sum = _sum * PortableMath.Exp(_largest - x) + 1;
            _largest = x;
        }
        else if (!double.IsNegativeInfinity(x))
        {
            _sum += PortableMath.Exp(x - _largest);
        }
    }
}
