package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.invoker.HttpExchangeAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** Beans whose class is a framework's, as repositories and HTTP clients are: the annotation stands on an interface. */
class RepositoryLikeBeansTests {

    private static final int BASELINE = 2;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, ThreadpoolctlAutoConfiguration.class))
            .withPropertyValues("threadpoolctl.process.blas=" + BASELINE);

    @BeforeAll
    static void load() {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
    }

    static Stream<Arguments> places() {
        return Stream.of(
                        place("a method of a parent", OnParentsMethod.class, OnParentsMethod::limited),
                        place("a method", OnMethod.class, OnMethod::limited),
                        place("a method, called as the parent's", OnMethod.class, (Base bean) -> bean.limited()),
                        place(
                                "a method, called as the parent's with another type",
                                OnGenericMethod.class,
                                (Generic<String> bean) -> bean.limited("")),
                        place("a default method", OnDefaultMethod.class, OnDefaultMethod::viaDefault),
                        place("the type", OnType.class, OnType::own),
                        place("the type, a parent's method", OnType.class, OnType::free),
                        place("a parent type", OnParentType.class, OnParentType::own))
                .flatMap(place -> Stream.of(Kind.values()).map(kind -> Arguments.of(kind, place)));
    }

    @ParameterizedTest
    @MethodSource("places")
    <T> void theAnnotationIsFound(Kind kind, Place<T> place) {
        runner.withBean("bean", FactoryBean.class, () -> kind.factory(place.type()))
                .run(context -> assertThat(place.call().applyAsInt(context.getBean(place.type())))
                        .isEqualTo(1));
        runner.withBean("bean", place.type(), () -> kind.make(place.type()))
                .run(context -> assertThat(place.call().applyAsInt(context.getBean(place.type())))
                        .isEqualTo(1));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsNotAnnotatedIsNotLimited(Kind kind) {
        runner.withBean("bean", OnMethod.class, () -> kind.make(OnMethod.class))
                .run(context ->
                        assertThat(context.getBean(OnMethod.class).free()).isEqualTo(BASELINE));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void twoOfOneClassAreToldApart(Kind kind) {
        runner.withBean("limited", OnType.class, () -> kind.make(OnType.class))
                .withBean("free", Free.class, () -> kind.make(Free.class))
                .run(context -> {
                    assertThat(context.getBean(OnType.class).free()).isEqualTo(1);
                    assertThat(context.getBean(Free.class).free()).isEqualTo(BASELINE);
                    assertThat(context.getBean(Free.class).limited()).isEqualTo(1);
                });
    }

    @Test
    void anHttpInterfaceOfSpringIsLimited() {
        HttpExchangeAdapter adapter = Kind.JDK_PROXY.make(HttpExchangeAdapter.class);
        HttpServiceProxyFactory factory =
                HttpServiceProxyFactory.builderFor(adapter).build();
        runner.withBean(Client.class, () -> factory.createClient(Client.class)).run(context -> {
            assertThat(context.getBean(Client.class).limited()).isEqualTo(1);
            assertThat(context.getBean(Client.class).free()).isEqualTo(BASELINE);
        });
    }

    @HttpExchange("/threads")
    interface Client {
        @GetExchange
        @ThreadpoolLimits(blas = 1)
        Integer limited();

        @GetExchange
        Integer free();
    }

    static Stream<Kind> kinds() {
        return Stream.of(Kind.values());
    }

    private static <T> Place<T> place(String name, Class<? extends T> type, ToIntFunction<T> call) {
        @SuppressWarnings("unchecked") // a bean of this type
        Class<T> same = (Class<T>) type;
        return new Place<>(name, same, call);
    }

    record Place<T>(String name, Class<T> type, ToIntFunction<T> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** How frameworks make such beans. */
    enum Kind {

        /** As Feign does. */
        JDK_PROXY {
            @Override
            <T> T make(Class<T> type) {
                return type.cast(Proxy.newProxyInstance(
                        type.getClassLoader(), new Class<?>[] {type}, (InvocationHandler) new Handler()));
            }
        },

        /** As HTTP interfaces of Spring are made. */
        SPRING_PROXY_WITHOUT_TARGET {
            @Override
            <T> T make(Class<T> type) {
                return ProxyFactory.getProxy(
                        type, (MethodInterceptor) call -> call.getMethod().isDefault()
                                ? InvocationHandler.invokeDefault(proxy(call), call.getMethod(), call.getArguments())
                                : DebianLibraries.blasThreads());
            }
        },

        /** As Spring Data does. */
        SPRING_PROXY_OF_A_FRAMEWORKS_CLASS {
            @Override
            <T> T make(Class<T> type) {
                ProxyFactory factory = new ProxyFactory();
                factory.setTarget(new SimpleRepository());
                factory.setInterfaces(type, Base.class);
                factory.addAdvice((MethodInterceptor) call -> call.getMethod().isDefault()
                        ? InvocationHandler.invokeDefault(proxy(call), call.getMethod(), call.getArguments())
                        : DebianLibraries.blasThreads());
                return type.cast(factory.getProxy(type.getClassLoader()));
            }
        };

        abstract <T> T make(Class<T> type);

        <T> FactoryBean<T> factory(Class<T> type) {
            return new Factory<>(type, () -> make(type));
        }

        private static Object proxy(MethodInvocation call) {
            return ((ProxyMethodInvocation) call).getProxy();
        }
    }

    private static final class Handler implements InvocationHandler {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            return switch (method.getName()) {
                case "supportsRequestAttributes" -> true;
                case "hashCode" -> 1;
                case "equals" -> proxy == arguments[0];
                case "toString" -> "handled";
                default -> DebianLibraries.blasThreads();
            };
        }
    }

    private record Factory<T>(Class<T> type, Supplier<T> made) implements FactoryBean<T> {
        @Override
        public T getObject() {
            return made.get();
        }

        @Override
        public Class<T> getObjectType() {
            return type;
        }
    }

    static class SimpleRepository implements Base {
        @Override
        public int free() {
            return DebianLibraries.blasThreads();
        }

        @Override
        public int limited() {
            return DebianLibraries.blasThreads();
        }
    }

    interface Base {
        int free();

        int limited();
    }

    interface Annotated {
        @ThreadpoolLimits(blas = 1)
        int limited();
    }

    interface OnParentsMethod extends Annotated {}

    interface OnMethod extends Base {
        @Override
        @ThreadpoolLimits(blas = 1)
        int limited();
    }

    interface Generic<T> {
        int limited(T argument);
    }

    interface OnGenericMethod extends Generic<String> {
        @Override
        @ThreadpoolLimits(blas = 1)
        int limited(String argument);
    }

    interface OnDefaultMethod extends Base {
        @ThreadpoolLimits(blas = 1)
        default int viaDefault() {
            return free();
        }
    }

    @ThreadpoolLimits(blas = 1)
    interface OnType extends Base {
        int own();
    }

    interface OnParentType extends OnType {}

    interface Free extends Base {
        @Override
        @ThreadpoolLimits(blas = 1)
        int limited();
    }
}
