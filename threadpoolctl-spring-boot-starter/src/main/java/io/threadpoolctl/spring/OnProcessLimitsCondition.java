package io.threadpoolctl.spring;

import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether {@code threadpoolctl.process} or {@code threadpoolctl.libraries} asks for anything. */
final class OnProcessLimitsCondition extends SpringBootCondition {

    private static final Bindable<Map<String, String>> LIMITS = Bindable.mapOf(String.class, String.class);

    OnProcessLimitsCondition() {}

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Binder binder = Binder.get(context.getEnvironment(), new ThreadpoolctlBindHandler(BindHandler.DEFAULT));
        boolean asked =
                binder.bind(ThreadpoolctlProperties.PREFIX + ".process", LIMITS).isBound()
                        || binder.bind(ThreadpoolctlProperties.PREFIX + ".libraries", LIMITS)
                                .isBound();
        return new ConditionOutcome(
                asked,
                ConditionMessage.forCondition("limits of the process")
                        .because(asked ? "there are some" : "there are none"));
    }
}
