package io.threadpoolctl.internal.product;

import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product whose pools are made by what the application makes of it, a session, a database, a model: no number of the
 * library says how wide they are. It is shown together with the setting that does.
 */
final class SetByApplication implements LibraryFamily {

    private final String name;
    private final List<String> prefixes;
    private final String mark;
    private final @Nullable String version;
    private final String setting;

    /**
     * @param mark a function by which it is told
     * @param version a function {@code const char* f(void)}, {@code null} if there is none
     * @param setting what limits it in Java, as a part of a sentence
     */
    private SetByApplication(
            String name, List<String> prefixes, String mark, @Nullable String version, String setting) {
        this.name = name;
        this.prefixes = prefixes;
        this.mark = mark;
        this.version = version;
        this.setting = setting;
    }

    static List<LibraryFamily> all() {
        return List.of(
                new SetByApplication(
                        "onnxruntime",
                        List.of("libonnxruntime", "onnxruntime"),
                        "OrtGetApiBase",
                        null,
                        "each session has a pool of its own. Call setIntraOpNumThreads(1) and"
                                + " addConfigEntry(\"session.intra_op.allow_spinning\", \"0\") on the"
                                + " OrtSession.SessionOptions before the session is made"),
                new SetByApplication(
                        "tensorflow",
                        List.of("libtensorflow", "tensorflow"),
                        "TF_NewSessionOptions",
                        "TF_Version",
                        "the first session makes the pool for the whole process. Say setIntraOpParallelismThreads(1) and"
                                + " setInterOpParallelismThreads(1) in the ConfigProto of the first session, or start the"
                                + " process with TF_NUM_INTRAOP_THREADS=1 and TF_NUM_INTEROP_THREADS=1;"
                                + " \"threadpoolctl.process\" sets these if it comes before that session"),
                new SetByApplication(
                        "duckdb",
                        List.of("libduckdb", "duckdb"),
                        "duckdb_library_version",
                        "duckdb_library_version",
                        "each database has a pool of its own. Execute \"SET threads = 1\" on a connection to it, or give"
                                + " the property threads=1 when it is opened"),
                new SetByApplication(
                        "tokenizers",
                        List.of("libtokenizers", "tokenizers"),
                        "Java_ai_djl_huggingface_tokenizers_jni_TokenizersLibrary_batchEncode",
                        null,
                        "its pool is made at the first batch. Start the process with RAYON_NUM_THREADS=1, or with"
                                + " TOKENIZERS_PARALLELISM=false, which is read at each batch; \"threadpoolctl.process\""
                                + " sets the former if it comes before that batch"),
                new SetByApplication(
                        "llama",
                        List.of("libjllama", "libllama", "jllama", "llama"),
                        "llama_backend_init",
                        null,
                        "each context has numbers of its own, and no limit of OpenMP holds it. Call setThreads(1) and"
                                + " setThreadsBatch(1) on the ModelParameters"));
    }

    @Override
    public UserApi userApi() {
        return new UserApi(name);
    }

    @Override
    public String internalApi() {
        return name;
    }

    @Override
    public List<String> prefixes() {
        return prefixes;
    }

    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        if (!library.exports(mark)) {
            return null;
        }
        NativeFunction told = version == null ? null : library.function(version);
        return new NotLimitable(
                null, told == null ? null : told.asStringSupplier().get(), null, null, setting);
    }
}
