namespace CostSim.Scenarios.Configurations;

/// <summary>Encoders and encoder-decoders, by <c>model_type</c>.</summary>
internal static class EncoderConfigurations
{
    /// <summary>Values of a convolution's kernel: both of Whisper's are three positions wide.</summary>
    private const double Kernel = 3;

    /// <summary>BERT and RoBERTa, without heads of pre-training.</summary>
    public static ArchitectureDraft Bert(ConfigurationObject c)
    {
        double d = c.Size("hidden_size"), heads = c.Size("num_attention_heads");
        return new ArchitectureDraft("encoder")
            .With("layers", c.Layers()).With("d_model", d).With("heads", heads).With("head_dim", d / heads)
            .With("d_ff", c.Size("intermediate_size"))
            .With("vocabulary", c.Size("vocab_size")).With("positions", c.Size("max_position_embeddings"))
            .With("segments", c.SizeOr("type_vocab_size", 2))
            .With("biases", isSo: true).With("pooler", isSo: true);
    }

    /// <summary>T5 and mT5, tied unless the file says otherwise.</summary>
    public static ArchitectureDraft T5(ConfigurationObject c)
    {
        double layers = c.Layers("num_layers");
        return new ArchitectureDraft("encoder-decoder")
            .With("encoder_layers", layers).With("decoder_layers", c.SizeOr("num_decoder_layers", layers))
            .With("d_model", c.Size("d_model"))
            .With("heads", c.Size("num_heads")).With("head_dim", c.SizeOr("d_kv", 64)).With("d_ff", c.Size("d_ff"))
            .With("vocabulary", c.Size("vocab_size"))
            .With("gated", c.Text("feed_forward_proj")?.StartsWith("gated-", StringComparison.Ordinal) == true)
            .With("tied", c.Flag("tie_word_embeddings", usual: true))
            .With("relative_buckets", c.SizeOr("relative_attention_num_buckets", 32));
    }

    /// <summary>
    /// Whisper: two convolutions over the sound, the second of which halves its length, and an encoder that pads every source to 30 s.
    /// </summary>
    public static ArchitectureDraft Whisper(ConfigurationObject c)
    {
        double d = c.Size("d_model"), heads = c.Size("encoder_attention_heads"), positions = c.SizeOr("max_source_positions", 1500);
        double bands = c.SizeOr("num_mel_bins", 80);
        var draft = new ArchitectureDraft("encoder-decoder")
            .With("encoder_layers", c.Layers("encoder_layers")).With("decoder_layers", c.Layers("decoder_layers"))
            .With("d_model", d).With("heads", heads)
            .With("head_dim", d / heads).With("d_ff", c.Size("encoder_ffn_dim")).With("vocabulary", c.Size("vocab_size"))
            .With("tied", isSo: true).With("biases", isSo: true)
            .With("source_positions", positions).With("positions", c.SizeOr("max_target_positions", 448))
            .With("front_end_mac", 2 * positions * bands * d * Kernel + positions * d * d * Kernel)
            .With("front_end_parameters", bands * d * Kernel + d + d * d * Kernel + d + positions * d);
        draft.LeaveOut("the biases of attention (0.02 %)");
        return draft;
    }
}
