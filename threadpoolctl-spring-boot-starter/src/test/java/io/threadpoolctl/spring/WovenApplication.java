package io.threadpoolctl.spring;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.function.IntSupplier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs under the weaver's agent: for each kind of call it prints the threads seen inside and the scopes opened. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class WovenApplication {

    private WovenApplication() {}

    static void print(String name, IntSupplier call) {
        long opened = DebianLibraries.openedScopes();
        int threads = call.getAsInt();
        System.out.println(name + ": threads=" + threads + " scopes=" + (DebianLibraries.openedScopes() - opened)
                + " after=" + DebianLibraries.blasThreads());
    }

    static int threads() {
        return DebianLibraries.blasThreads();
    }

    public static void main(String[] args) {
        System.out.println();
        System.load(args[0]);
        print("before Spring", new Service()::limited);
        SpringApplication application = new SpringApplicationBuilder(WovenApplication.class)
                .web(WebApplicationType.NONE)
                .application();
        try (ConfigurableApplicationContext context = application.run("--threadpoolctl.defaults.blas=1")) {
            Service bean = context.getBean(Service.class);
            System.out.println("the bean is a proxy: " + org.springframework.aop.support.AopUtils.isAopProxy(bean));
            print("bean", bean::limited);
            print("bean again", bean::limited);
            print("self-invocation", bean::itself);
            print("recursion", () -> bean.recursive(2));
            Service object = new Service();
            print("no bean", object::limited);
            print("private", object::throughPrivate);
            print("final", object::finalLimited);
            print("static", Service::staticLimited);
            print("meta", object::meta);
            print("bare", object::bare);
            print("type", new OnType()::threads);
            print("inherited type", new InheritedType()::more);
            print("lambda", new OnType()::inLambda);
            print("interface", new OnInterface()::threads);
            print("not annotated", object::free);
            print("throws", () -> {
                try {
                    return object.fails();
                } catch (IllegalArgumentException fromTheBody) {
                    return 4;
                }
            });
        }
    }

    @Bean
    Service service() {
        return new Service();
    }

    static class Service {

        @ThreadpoolLimits(blas = 1)
        int limited() {
            return threads();
        }

        int itself() {
            return limited();
        }

        @ThreadpoolLimits(blas = 1)
        int recursive(int depth) {
            return depth == 0 ? threads() : recursive(depth - 1);
        }

        int throughPrivate() {
            return privateLimited();
        }

        @ThreadpoolLimits(blas = 1)
        private int privateLimited() {
            return threads();
        }

        @ThreadpoolLimits(blas = 1)
        final int finalLimited() {
            return threads();
        }

        @ThreadpoolLimits(blas = 1)
        static int staticLimited() {
            return threads();
        }

        @Sequential
        int meta() {
            return threads();
        }

        @ThreadpoolLimits
        int bare() {
            return threads();
        }

        int free() {
            return threads();
        }

        @ThreadpoolLimits(blas = 1)
        int fails() {
            throw new IllegalArgumentException("from the body");
        }
    }

    @ThreadpoolLimits(blas = 1)
    static class OnType {

        int threads() {
            return WovenApplication.threads();
        }

        int inLambda() {
            IntSupplier lambda = () -> WovenApplication.threads();
            return lambda.getAsInt();
        }
    }

    static class InheritedType extends OnType {
        int more() {
            return WovenApplication.threads();
        }
    }

    interface Limited {
        @ThreadpoolLimits(blas = 1)
        int threads();
    }

    static class OnInterface implements Limited {
        @Override
        public int threads() {
            return WovenApplication.threads();
        }
    }

    @ThreadpoolLimits(blas = 1)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Sequential {}
}
