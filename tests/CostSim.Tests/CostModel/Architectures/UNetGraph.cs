namespace CostSim.Tests.CostModel.Architectures;

/// <summary>
/// Counts a Stable Diffusion UNet layer by layer, from nothing but its published configuration (unet/config.json of the release): residual
/// blocks, transformers, down- and upsampling. Norms cost nothing.
/// </summary>
internal sealed class UNetGraph
{
    private const double LatentChannels = 4;
    private const double TextTokens = 77;

    private readonly double _timeWidth;
    private readonly double _textWidth;
    private readonly double _pixels;
    private double _channels;

    /// <param name="widths">block_out_channels.</param>
    /// <param name="depths">Transformer blocks per level; 0 for levels without attention. The middle has those
    /// of the last level, or 1.</param>
    /// <param name="textWidth">cross_attention_dim.</param>
    /// <param name="side">Side of the latent.</param>
    /// <param name="addedWidth">projection_class_embeddings_input_dim; 0 for none.</param>
    public UNetGraph(double[] widths, int[] depths, double textWidth, double side, double addedWidth)
    {
        const int Layers = 2;
        _textWidth = textWidth;
        _timeWidth = 4 * widths[0];
        _pixels = side * side;
        Matrix(widths[0], _timeWidth, 1);
        Matrix(_timeWidth, _timeWidth, 1);
        if (addedWidth > 0)
        {
            Matrix(addedWidth, _timeWidth, 1);
            Matrix(_timeWidth, _timeWidth, 1);
        }
        Convolution(LatentChannels, widths[0], 3);
        _channels = widths[0];
        var skips = new Stack<double>([_channels]);
        for (int level = 0; level < widths.Length; level++)
        {
            for (int layer = 0; layer < Layers; layer++)
            {
                Residual(_channels, widths[level]);
                Transformer(depths[level]);
                skips.Push(_channels);
            }
            if (level < widths.Length - 1)
            {
                _pixels /= 4;
                Convolution(_channels, _channels, 3);
                skips.Push(_channels);
            }
        }
        Residual(_channels, _channels);
        Transformer(Math.Max(1, depths[^1]));
        Residual(_channels, _channels);
        for (int level = widths.Length - 1; level >= 0; level--)
        {
            for (int layer = 0; layer <= Layers; layer++)
            {
                Residual(_channels + skips.Pop(), widths[level]);
                Transformer(depths[level]);
            }
            if (level > 0)
            {
                _pixels *= 4;
                Convolution(_channels, _channels, 3);
            }
        }
        Norm(_channels);
        Convolution(_channels, LatentChannels, 3);
    }

    public double Parameters { get; private set; }

    public double ConvolutionAndLinear { get; private set; }

    public double SelfAttention { get; private set; }

    public double CrossAttention { get; private set; }

    private void Residual(double from, double to)
    {
        Norm(from);
        Convolution(from, to, 3);
        Matrix(_timeWidth, to, 1);
        Norm(to);
        Convolution(to, to, 3);
        if (from != to)
        {
            Convolution(from, to, 1);
        }
        _channels = to;
    }

    private void Transformer(int depth)
    {
        if (depth == 0)
        {
            return;
        }
        double c = _channels;
        Norm(c);
        Convolution(c, c, 1);
        for (int block = 0; block < depth; block++)
        {
            Norm(c);
            Matrix(c, 3 * c, _pixels, hasBias: false);
            Matrix(c, c, _pixels);
            SelfAttention += 2 * _pixels * _pixels * c;
            Norm(c);
            Matrix(c, c, _pixels, hasBias: false);
            Matrix(_textWidth, 2 * c, TextTokens, hasBias: false);
            Matrix(c, c, _pixels);
            CrossAttention += 2 * _pixels * TextTokens * c;
            Norm(c);
            Matrix(c, 8 * c, _pixels);
            Matrix(4 * c, c, _pixels);
        }
        Convolution(c, c, 1);
    }

    private void Convolution(double from, double to, double side) => Matrix(from * side * side, to, _pixels);

    private void Matrix(double from, double to, double times, bool hasBias = true)
    {
        Parameters += from * to + (hasBias ? to : 0);
        ConvolutionAndLinear += from * to * times;
    }

    private void Norm(double channels) => Parameters += 2 * channels;
}
