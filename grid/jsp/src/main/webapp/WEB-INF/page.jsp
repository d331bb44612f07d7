<%@ page contentType="text/html; charset=UTF-8" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<p>Hello, <c:out value="${param.name}" />!</p>
<form method="post" action="page"><input type="text" name="name"></form>
